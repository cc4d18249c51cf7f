import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

// What any program needs of the machine: the places of programs and temporary files, and the language.
const BASICS = /^(path|pathext|systemroot|comspec|tmpdir|tmp|temp|lang|lc_all)$/i;

/**
 * The part of an environment that is passed on to a program. It is an allow list, because secrets have names that nobody can
 * foresee.
 *
 * @param more names that this program needs beside the basics.
 */
export function machineEnvironment(
	more?: RegExp,
	env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
	return Object.fromEntries(
		Object.entries(env).filter(([name]) => BASICS.test(name) || more?.test(name)),
	);
}

export type Child = ChildProcessByStdio<null, Readable, Readable>;

export interface SpawnSettings {
	readonly cwd: string;
	readonly env: NodeJS.ProcessEnv;
}

export interface RunSettings extends SpawnSettings {
	/** Milliseconds after which the process is stopped; by default it has no limit. */
	readonly timeoutMs?: number;
	/** Is called with the process, so that it can be stopped at any time. */
	readonly started?: (child: Child) => void;
}

/** How a process ended, and its output. */
export interface Ended {
	/** The exit code, or null if a signal ended the process. */
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

const running = new Set<Child>();

// If this process ends without cleaning up, no process that it started outlives it.
process.on('exit', () => {
	for (const child of running) signalGroup(child, 'SIGKILL');
});

/**
 * Starts a process in a process group of its own: stopping it also stops its own child processes, and a Ctrl-C in the terminal
 * reaches it only through `stopProcess`.
 */
export function startProcess(command: string, args: string[], settings: SpawnSettings): Child {
	const child = spawn(command, args, {
		...settings,
		detached: process.platform !== 'win32',
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	running.add(child);
	// n8n's task runner, for one, takes its time to end after n8n.
	child.once('exit', () => signalGroup(child, 'SIGKILL'));
	child.once('close', () => running.delete(child));
	child.once('error', () => running.delete(child));
	return child;
}

/**
 * Runs a process to its end.
 *
 * @throws if it cannot be started, or does not end in time; not for an exit code.
 */
export async function runProcess(
	command: string,
	args: string[],
	{ timeoutMs, started, ...settings }: RunSettings,
): Promise<Ended> {
	const child = startProcess(command, args, settings);
	started?.(child);
	let isLate = false;
	const stopLate = () => {
		isLate = true;
		void stopProcess(child);
	};
	const timer = timeoutMs === undefined ? undefined : setTimeout(stopLate, timeoutMs);
	try {
		const [[code], stdout, stderr] = await Promise.all([
			once(child, 'close') as Promise<[number | null]>,
			text(child.stdout),
			text(child.stderr),
		]);
		if (!isLate) return { code, stdout, stderr };
		throw new Error(
			`${[command, ...args].join(' ')} did not end within ${String((timeoutMs ?? 0) / 1000)} s.\n` +
				lastLines(stdout + stderr),
		);
	} finally {
		clearTimeout(timer);
	}
}

/** Asks a process and its child processes to end, and kills them after `graceMs` milliseconds. */
export async function stopProcess(child: Child, graceMs = 10_000): Promise<void> {
	if (!running.has(child)) return;
	const closed = once(child, 'close');
	signalGroup(child, 'SIGTERM');
	const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
	await closed.finally(() => {
		clearTimeout(timer);
	});
}

/** Stops every process started here that still runs. */
export async function stopAllProcesses(): Promise<void> {
	await Promise.all([...running].map((child) => stopProcess(child)));
}

/** The last `count` lines of a log, blank ones left out. */
export function lastLines(log: string, count = 20): string {
	const lines = log.split('\n').filter((line) => line.trim() !== '');
	return lines.slice(-count).join('\n');
}

function signalGroup(child: Child, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		if (process.platform === 'win32') child.kill(signal);
		else process.kill(-child.pid, signal);
	} catch {
		// The group has already ended.
	}
}
