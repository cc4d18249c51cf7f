import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

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
export interface Recorder {
	/** Environment variables for n8n. */
	readonly env: NodeJS.ProcessEnv;
	/** Every file that a process of n8n's has loaded and that has ended since. */
	loaded(): Promise<Set<string>>;
}

/** @param folder an empty one, for the recorder alone. */
export async function startRecorder(folder: string): Promise<Recorder> {
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
