import type { Log } from './log.mts';
import { stopAllProcesses } from './processes.mts';
import { removeAllTemporary } from './temporary.mts';

/** What a command can use while it runs. */
export interface Running {
	/** Prints a line; silent once the command is being stopped. */
	readonly log: Log;
	/** Registers a step for the end of the command; the last one registered runs first. */
	readonly atEnd: (end: () => Promise<void>) => void;
}

/** The body of a command. Out: its exit code. */
export type Work = (running: Running) => Promise<number>;

/**
 * Runs a command of this project and ends this process with its exit code. However it ends (an error or a Ctrl-C included),
 * every process it started is stopped and every temporary folder is removed first.
 *
 * @param interruptedCode the exit code after a Ctrl-C; by default 130, as shells expect.
 */
export async function runCommand(work: Work, interruptedCode = 130): Promise<never> {
	const ends: (() => Promise<void>)[] = [];
	let ending: Promise<void> | undefined;
	const end = () => (ending ??= endAll(ends));
	let interrupted = false;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			// One Ctrl-C may arrive several times: from the terminal, and passed on by npm and tsx.
			if (interrupted) return;
			interrupted = true;
			console.log('\nStopping …');
			void end().then(() => process.exit(interruptedCode));
		});
	}
	// A closed pipe (`npm run demo | head`) must not prevent the cleanup.
	process.stdout.on('error', () => undefined);

	const log = (line: string) => {
		if (!interrupted) console.log(line);
	};
	const code = await work({ log, atEnd: (step) => ends.push(step) }).catch((error: unknown) => {
		// After a Ctrl-C, whatever was under way fails.
		if (!interrupted) {
			console.error(`\nFailed: ${error instanceof Error ? error.message : String(error)}`);
		}
		return 1;
	});
	await end();
	process.exit(interrupted ? interruptedCode : code);
}

async function endAll(steps: (() => Promise<void>)[]): Promise<void> {
	for (const step of steps.reverse()) {
		await step().catch((error: unknown) => {
			console.error('While stopping:', error);
		});
	}
	await stopAllProcesses();
	await removeAllTemporary();
}
