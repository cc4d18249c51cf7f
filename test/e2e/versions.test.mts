import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { ACTS } from '../../tools/n8n/demo/acts.mts';
import { Checks } from '../../tools/n8n/demo/checks.mts';
import { readExample } from '../../tools/n8n/demo/exampleWorkflow.mts';
import {
	N8N_VERSION,
	NEWEST_N8N_VERSION,
	OLDEST_N8N_VERSION,
} from '../../tools/n8n/install/versions.mts';
import { npmEnvironment } from '../../tools/n8n/machine/npm.mts';
import { lastLines, runProcess } from '../../tools/n8n/machine/processes.mts';
import type { Host } from '../../tools/n8n/server/launch.mts';
import { PROJECT_FOLDER } from '../../tools/n8n/project.mts';
import type { Post, Sandbox } from '../../tools/sandbox/index.mts';
import { freshN8n } from './support/freshN8n.mts';
import { endAll, packed } from './support/testRun.mts';

jest.setTimeout(5 * 60_000);

// The first time, n8n is downloaded: gigabytes.
const INSTALL_WITHIN_MS = 20 * 60_000;

/** Does what the README says, with the packed package in the place of that which npm has, and a folder in that of the home. */
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
	let sandbox: Sandbox;
	let host: Host;
	const ends: (() => Promise<void>)[] = [];

	beforeAll(async () => {
		const settings = {
			version,
			sandbox: { queuedMs: 100, runMs: 300 },
			installByHand: installAsReadmeSays,
		};
		({ sandbox, host } = await freshN8n(settings, (end) => ends.unshift(end)));
	}, INSTALL_WITHIN_MS);

	afterAll(() => endAll(ends));

	it.each(ACTS)('runs "$title"', async ({ file, judge }) => {
		const workflow = await readExample(file);
		const before = sandbox.posts.length;
		const execution = await host.execute(workflow.id);
		const checks = new Checks();
		// As Jest's own objects: the checks compare by Node's rules, for which those of an HTTP server are others.
		const posts = JSON.parse(JSON.stringify(sandbox.posts.slice(before))) as Post[];
		judge({ workflow, execution, posts, sandbox, checks, log: () => undefined });

		expect(checks.differences).toEqual([]);
		expect(checks.count).toBeGreaterThan(5);
		expect(sandbox.violations).toEqual([]);
		expect(execution.output).not.toContain(sandbox.apiKey);
	});
});
