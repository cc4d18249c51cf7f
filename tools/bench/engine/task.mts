import { readFileSync } from 'node:fs';

/** What every process with n8n's engine is told. */
export interface EngineTask {
	/** The folder that resolves n8n's own modules. */
	readonly modules: string;
	/** Folders of unpacked community packages. */
	readonly packages: readonly string[];
}

/** Reads the task of this process, a JSON file that its first argument names. */
export function readTask<T extends EngineTask>(): T {
	return JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as T;
}

const MARK = 'RESULT ';

/** Hands a result to the process that gave the task. */
export function handBack(result: unknown): void {
	process.stdout.write(`\n${MARK}${JSON.stringify(result)}\n`);
}

/** Finds the result in all that a process printed; undefined where it holds none. */
export function resultIn(output: string): unknown {
	const line = output.split('\n').findLast((candidate) => candidate.startsWith(MARK));
	return line === undefined ? undefined : (JSON.parse(line.slice(MARK.length)) as unknown);
}
