import type { N8nInstall } from '../install/installN8n.mts';
import { freePort } from '../machine/ports.mts';
import { type Child, lastLines, runProcess, startProcess } from '../machine/processes.mts';
import { readLog } from './execution.mts';

/** What every n8n command of one host has in common. */
export interface N8nContext {
	readonly install: N8nInstall;
	/** The folder it runs in, and that holds all it writes. */
	readonly userFolder: string;
	readonly env: NodeJS.ProcessEnv;
	/** Every process of the host; those that have ended may be among them. */
	readonly processes: Set<Child>;
}

/** How an n8n command ended. */
export interface N8nEnded {
	readonly code: number | null;
	readonly output: string;
	readonly tookMs: number;
}

/**
 * Runs an n8n command to its end.
 *
 * @param timeoutMs milliseconds after which it is stopped.
 * @throws where it does not end in time; not for an exit code.
 */
export async function runN8n(
	context: N8nContext,
	args: string[],
	timeoutMs = 180_000,
): Promise<N8nEnded> {
	const started = Date.now();
	const { command, argv, settings } = await commandLine(context, args);
	const ended = await runProcess(command, argv, {
		...settings,
		timeoutMs,
		started: (child) => context.processes.add(child),
	});
	return {
		code: ended.code,
		output: `${ended.stdout}\n${ended.stderr}`,
		tookMs: Date.now() - started,
	};
}

/**
 * Runs an n8n command that has to succeed.
 *
 * @throws with the last lines of its log where its exit code is not 0.
 */
export async function runN8nOrThrow(context: N8nContext, args: string[]): Promise<N8nEnded> {
	const ended = await runN8n(context, args);
	if (ended.code !== 0) {
		throw new Error(
			`n8n ${args[0] ?? ''} failed (exit code ${String(ended.code)}):\n${lastLines(readLog(ended.output))}`,
		);
	}
	return ended;
}

/** Starts an n8n command that stays, such as `start`. `extra` are environment variables of its own. */
export async function startN8n(
	context: N8nContext,
	args: string[],
	extra: NodeJS.ProcessEnv,
): Promise<Child> {
	const { command, argv, settings } = await commandLine(context, args);
	const child = startProcess(command, argv, { ...settings, env: { ...settings.env, ...extra } });
	context.processes.add(child);
	return child;
}

async function commandLine(context: N8nContext, args: string[]) {
	// Every n8n process listens for its own task runners; on the default port, two could not run side by side.
	const broker = String(await freePort());
	return {
		command: context.install.node,
		argv: [context.install.n8n, ...args],
		settings: {
			cwd: context.userFolder,
			env: { ...context.env, N8N_RUNNERS_BROKER_PORT: broker },
		},
	};
}
