import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

// What any program needs of the machine: where its programs, its temporary files and its languages are.
const BASICS = /^(path|pathext|systemroot|comspec|tmpdir|tmp|temp|lang|lc_all)$/i;

/**
 * The part of an environment that a program may have. It is a list of what is handed on, for keys and tokens have names
 * that nobody can foresee: what a program does not need is none of its business, nor that of what it runs.
 *
 * @param more the names that this program needs beside the basics.
 * @param env what to take from; this process's own environment unless told.
 */
export function machineEnvironment(
	more?: RegExp,
	env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
	const handedOn = Object.entries(env).filter(([name]) => BASICS.test(name) || more?.test(name));
	return Object.fromEntries(handedOn);
}

export type Child = ChildProcessByStdio<null, Readable, Readable>;

export interface SpawnSettings {
	readonly cwd: string;
	readonly env: NodeJS.ProcessEnv;
}

export interface RunSettings extends SpawnSettings {
	/** Milliseconds after which the process is stopped; without it, it may run for ever. */
	readonly timeoutMs?: number;
	/** Is told of the process, so that it can be stopped at any time. */
	readonly started?: (child: Child) => void;
}

/** How a process ended, and all it printed. */
export interface Ended {
	/** The exit code, or null where a signal ended the process. */
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

const running = new Set<Child>();

// A last resort for whatever ends this process without a goodbye: nothing it started may outlive it.
process.on('exit', () => {
	for (const child of running) signalGroup(child, 'SIGKILL');
});

/**
 * Starts a process that belongs to this one: in a process group of its own, so that stopping it stops
 * what it started as well, and a Ctrl-C in the terminal reaches it only through `stopProcess`.
 */
export function startProcess(command: string, args: string[], settings: SpawnSettings): Child {
	const child = spawn(command, args, {
		...settings,
		detached: process.platform !== 'win32',
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	running.add(child);
	child.once('exit', () => {
		// What it started and left behind: n8n's task runner, for one, takes its time.
		signalGroup(child, 'SIGKILL');
	});
	child.once('close', () => running.delete(child));
	child.once('error', () => running.delete(child));
	return child;
}

/**
 * Runs a process to its end.
 *
 * @throws where it cannot be started, or does not end in time; not for an exit code.
 */
export async function runProcess(
	command: string,
	args: string[],
	settings: RunSettings,
): Promise<Ended> {
	const { timeoutMs, started, ...rest } = settings;
	const child = startProcess(command, args, rest);
	started?.(child);
	const stdout = collect(child.stdout);
	const stderr = collect(child.stderr);
	let late = false;
	const timer =
		timeoutMs === undefined
			? undefined
			: setTimeout(() => {
					late = true;
					void stopProcess(child);
				}, timeoutMs);
	try {
		// 'close' and not 'exit': only then has all output been read.
		const [code] = (await once(child, 'close')) as [number | null];
		if (late) {
			throw new Error(
				`${[command, ...args].join(' ')} did not end within ${String((timeoutMs ?? 0) / 1000)} s.\n` +
					lastLines(stdout() + stderr()),
			);
		}
		return { code, stdout: stdout(), stderr: stderr() };
	} finally {
		clearTimeout(timer);
	}
}

/** Asks a process and all it started to end, and ends them by force after `graceMs` milliseconds. */
export async function stopProcess(child: Child, graceMs = 10_000): Promise<void> {
	if (!running.has(child)) return;
	const closed = once(child, 'close');
	signalGroup(child, 'SIGTERM');
	const timer = setTimeout(() => {
		signalGroup(child, 'SIGKILL');
	}, graceMs);
	try {
		await closed;
	} finally {
		clearTimeout(timer);
	}
}

/** Stops every process started here that still runs. */
export async function stopAllProcesses(): Promise<void> {
	await Promise.all([...running].map((child) => stopProcess(child)));
}

/** The last `count` lines of a text that hold anything: what a person needs of a long log. */
export function lastLines(text: string, count = 20): string {
	return text
		.split('\n')
		.filter((line) => line.trim() !== '')
		.slice(-count)
		.join('\n');
}

function signalGroup(child: Child, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		if (process.platform === 'win32') child.kill(signal);
		else process.kill(-child.pid, signal);
	} catch {
		// The group has ended in the meantime.
	}
}

function collect(stream: Readable): () => string {
	const chunks: Buffer[] = [];
	stream.on('data', (chunk: Buffer) => chunks.push(chunk));
	return () => Buffer.concat(chunks).toString('utf8');
}
