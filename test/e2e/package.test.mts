import { lstat, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { temporaryFolder } from '../../tools/n8n/machine/temporary.mts';
import { type Host } from '../../tools/n8n/server/launch.mts';
import { PROJECT_FOLDER } from '../../tools/n8n/project.mts';
import { freshN8n } from './support/freshN8n.mts';
import { endAll, packed, say } from './support/testRun.mts';

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

// Loaded by every Node process of n8n's before anything else; it cannot be a module of this project, which n8n must
// not reach. What a process has loaded is known when it ends.
const SCRIPT = `
const { writeFileSync } = require('node:fs');
process.on('exit', () => {
	const loaded = Object.keys(require.cache).filter((file) => file !== __filename);
	writeFileSync(__dirname + '/' + process.pid + '.loaded.json', JSON.stringify(loaded));
});
`;

/** Tells which files n8n loads as modules. */
interface Recorder {
	/** Environment variables for n8n. */
	readonly env: NodeJS.ProcessEnv;
	/** Every file that a process of n8n's has loaded and that has ended since. */
	loaded(): Promise<Set<string>>;
}

/** @param folder an empty one, for the recorder alone. */
async function startRecorder(folder: string): Promise<Recorder> {
	const script = path.join(folder, 'recorder.cjs');
	await writeFile(script, SCRIPT);
	return {
		env: { NODE_OPTIONS: `--require ${script}` },
		async loaded() {
			const names = (await readdir(folder)).filter((name) => name.endsWith('.loaded.json'));
			const texts = await Promise.all(
				names.map((name) => readFile(path.join(folder, name), 'utf8')),
			);
			return new Set(texts.flatMap((text) => JSON.parse(text) as string[]));
		},
	};
}

let recorder: Recorder;
let host: Host;
let modules: string;
let folder: string;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
	const atEnd = (end: () => Promise<void>) => ends.unshift(end);
	const temporary = await temporaryFolder();
	atEnd(temporary.remove);
	recorder = await startRecorder(temporary.folder);
	const settings = { env: recorder.env, sandbox: { queuedMs: 0, runMs: 100 } };
	const made = await freshN8n(settings, atEnd);
	host = made.host;
	modules = await realpath(made.install.modules);
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
