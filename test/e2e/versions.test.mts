import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { ACTS, perform } from '../../tools/n8n/demo/acts.mts';
import {
	N8N_VERSION,
	NEWEST_N8N_VERSION,
	OLDEST_N8N_VERSION,
} from '../../tools/n8n/install/versions.mts';
import { npmEnvironment } from '../../tools/n8n/machine/npm.mts';
import { lastLines, runProcess } from '../../tools/n8n/machine/processes.mts';
import { PROJECT_FOLDER } from '../../tools/n8n/project.mts';
import { freshN8n, type FreshN8n } from './support/freshN8n.mts';
import { endsAfterAll, packed } from './support/testRun.mts';

jest.setTimeout(5 * 60_000);

// The first time, n8n is downloaded: gigabytes.
const INSTALL_WITHIN_MS = 20 * 60_000;

/** Runs the README's commands, with the packed package instead of npm's, and another folder instead of the home. */
async function installAsReadmeSays(home: string): Promise<void> {
	const readme = await readFile(path.join(PROJECT_FOLDER, 'README.md'), 'utf8');
	const commands = (/\n```\n([^`]*npm install [^`]*)```/.exec(readme)?.[1] ?? '')
		.replaceAll('~/', '"$PLACE"/')
		.replace(/ n8n-nodes-wonda$/m, ' "$TARBALL"');
	expect(commands.match(/"\$PLACE"|"\$TARBALL"/g)).toHaveLength(3);
	const ended = await runProcess('sh', ['-euc', commands], {
		cwd: home,
		env: { ...npmEnvironment(), PLACE: home, TARBALL: packed().tarball },
	});
	if (ended.code !== 0) throw new Error(lastLines(ended.stdout + ended.stderr));
}

describe.each([OLDEST_N8N_VERSION, N8N_VERSION, NEWEST_N8N_VERSION])('n8n %s', (version) => {
	const atEnd = endsAfterAll();
	let n8n: FreshN8n;

	beforeAll(async () => {
		const sandbox = { queuedMs: 100, runMs: 300 };
		n8n = await freshN8n({ version, sandbox, installPackage: installAsReadmeSays }, atEnd);
	}, INSTALL_WITHIN_MS);

	it.each(ACTS)('runs "$title"', (act) => perform(act, n8n.host, n8n.sandbox, () => undefined));
});
