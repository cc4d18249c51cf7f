import type { Log } from './log.mts';
import { stopAllProcesses } from './processes.mts';
import { removeAllTemporary } from './temporary.mts';

/** What a command has while it runs. */
export interface Running {
	/** Prints a line; silent once the command is being stopped. */
	readonly log: Log;
	/** Names something to be ended when the command ends; the last named is ended first. */
	readonly atEnd: (end: () => Promise<void>) => void;
}

/** What a command does. Out: its exit code. */
export type Work = (running: Running) => Promise<number>;

// A terminal sends Ctrl-C to every process of the command, and some of them pass it on: that is one Ctrl-C, not two.
const SAME_SIGNAL_MS = 1000;

/**
 * Runs a command of this project and ends this process with its exit code. However it ends, with an error or a
 * Ctrl-C too, all it started is ended and all temporary folders are removed first. A second Ctrl-C ends it at once.
 *
 * @param interruptedCode the exit code after a Ctrl-C; 130, as shells expect, unless told.
 */
export async function runCommand(work: Work, interruptedCode = 130): Promise<never> {
	const ends: (() => Promise<void>)[] = [];
	let ending: Promise<void> | undefined;
	const end = () => (ending ??= endAll(ends));

	// A reader that has gone (`npm run demo | head`) must not keep this from cleaning up.
	process.stdout.on('error', () => undefined);

	let firstSignal: number | undefined;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			if (firstSignal === undefined) {
				firstSignal = Date.now();
				console.log('\nStopping …');
				void end().then(() => {
					console.log('Stopped.');
					process.exit(interruptedCode);
				});
			} else if (Date.now() - firstSignal > SAME_SIGNAL_MS) {
				process.exit(interruptedCode);
			}
		});
	}

	let code = 1;
	try {
		code = await work({
			log: (line) => {
				if (firstSignal === undefined) console.log(line);
			},
			atEnd: (step) => ends.push(step),
		});
	} catch (error) {
		// After a Ctrl-C whatever was under way fails, which is nothing to report.
		if (firstSignal === undefined) {
			console.error(`\nFailed: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
	await end();
	// After a Ctrl-C, its handler says the last word.
	if (firstSignal === undefined) process.exit(code);
	return await new Promise<never>(() => undefined);
}

async function endAll(steps: (() => Promise<void>)[]): Promise<void> {
	for (const step of [...steps].reverse()) {
		await step().catch((error: unknown) => {
			console.error('While stopping:', error);
		});
	}
	await stopAllProcesses();
	await removeAllTemporary();
}
