import { lstat, readFile, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';

import { installN8n } from '../../host/install/installN8n.mts';
import { type Host, launchHost, sandboxCredential } from '../../host/n8n/launch.mts';
import { PROJECT_FOLDER } from '../../host/project.mts';
import { temporaryFolder } from '../../host/machine/temporary.mts';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { type Recorder, startRecorder } from './package/recorder.mts';
import { endAll } from './support/endAll.mts';
import { packed } from './support/packed.mts';
import { say } from './support/say.mts';

jest.setTimeout(5 * 60_000);

/** What a package of nodes consists of; npm itself adds the first three. */
const NEEDED = [
	/^package\.json$/,
	/^README\.md$/,
	/^LICENSE$/,
	/^dist\/credentials\/\w+\.credentials\.js$/,
	/^dist\/icons\/[\w.]+\.svg$/,
	/^dist\/nodes\/(WondaTikTok|WondaTikTokTrigger)\/\1\.node\.(js|json)$/,
	/^dist\/nodes\/(WondaTikTok|WondaTikTokTrigger|shared)(\/[\w/]+)?\/\w+\.js$/,
	/^dist\/nodes\/(WondaTikTok|WondaTikTokTrigger)\/__schema__\/v[\d.]+\/[\w/]+\.json$/,
];
/** All of it, in bytes; a picture or a bundled library would show. */
const MOST_BYTES = 300_000;

let sandbox: Sandbox;
let recorder: Recorder;
let host: Host;
let modules: string;
let folder: string;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
	const log = () => undefined;
	const install = await installN8n({ log });
	modules = await realpath(install.modules);
	sandbox = await startSandbox({ queuedMs: 0, runMs: 100 });
	ends.unshift(() => sandbox.stop());
	const temporary = await temporaryFolder();
	ends.unshift(temporary.remove);
	recorder = await startRecorder(temporary.folder);
	const credentials = [sandboxCredential(sandbox)];
	host = await launchHost({ install, pack: packed(), credentials, env: recorder.env, log });
	ends.unshift(() => host.stop());
	folder = path.join(host.userFolder, '.n8n', 'nodes', 'node_modules', packed().name);
});

afterAll(() => endAll(ends));

/** The files of a folder and of those in it, by their path in it. */
async function filesIn(inside: string): Promise<string[]> {
	const entries = await readdir(inside, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => !entry.isDirectory())
		.map((entry) => path.relative(inside, path.join(entry.parentPath, entry.name)))
		.sort();
}

it('holds what n8n needs, and nothing else', async () => {
	const files = await filesIn(folder);
	const sizes = await Promise.all(
		files.map(async (file) => (await lstat(path.join(folder, file))).size),
	);
	const total = sizes.reduce((sum, size) => sum + size, 0);
	say(
		`${packed().name} ${packed().version}: ${String(files.length)} files, ${String(total)} bytes`,
	);
	for (const [index, file] of files.entries())
		say(`  ${String(sizes[index]).padStart(6)}  ${file}`);

	expect(files.filter((file) => !NEEDED.some((pattern) => pattern.test(file)))).toEqual([]);
	expect(total).toBeLessThan(MOST_BYTES);
	const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as object;
	expect(manifest).not.toHaveProperty('dependencies');
});

it('runs from its own folder, where nothing of the checkout is in reach', async () => {
	const execution = await host.execute('wondaPublishVideo');
	expect(execution.status).toBe('success');

	const loaded = [...(await recorder.loaded())];
	const of = (inside: string) => loaded.filter((file) => file.startsWith(inside + path.sep));
	expect(of(PROJECT_FOLDER)).toEqual([]);
	expect(loaded.length - of(folder).length - of(modules).length).toBe(0);
	// Every script that ships is one that n8n runs.
	const scripts = (await filesIn(folder)).filter((file) => file.endsWith('.js'));
	expect(
		of(folder)
			.map((file) => path.relative(folder, file))
			.filter((file) => file.endsWith('.js'))
			.sort(),
	).toEqual(scripts);
});

it('leaves no trace of the checkout in what n8n holds', async () => {
	const files = await filesIn(host.userFolder);
	const traces: string[] = [];
	for (const file of files) {
		const full = path.join(host.userFolder, file);
		const isLink = (await lstat(full)).isSymbolicLink();
		if (isLink || (await readFile(full)).includes(PROJECT_FOLDER)) traces.push(file);
	}
	expect(files).toContain(path.join('.n8n', 'database.sqlite'));
	expect(traces).toEqual([]);
});
