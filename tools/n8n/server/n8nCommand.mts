import path from 'node:path';

import type { N8nInstall } from '../install/installN8n.mts';
import { freePort } from '../machine/ports.mts';
import {
	type Child,
	lastLines,
	machineEnvironment,
	runProcess,
	startProcess,
} from '../machine/processes.mts';
import { readLog } from './execution.mts';

/** What all commands of one n8n have in common. */
export interface N8nContext {
	readonly install: N8nInstall;
	/** The folder it runs in and writes to. */
	readonly userFolder: string;
	readonly env: NodeJS.ProcessEnv;
	/** Every process of this n8n; some may have ended. */
	readonly processes: Set<Child>;
}

/** How an n8n command ended. */
export interface N8nEnded {
	readonly code: number | null;
	readonly output: string;
	readonly tookMs: number;
}

/**
 * Describes an n8n that runs in a user folder. It depends neither on the n8n settings nor on the proxies of the current
 * environment.
 *
 * @param env its own environment variables, which win.
 */
export function n8nContext(
	install: N8nInstall,
	userFolder: string,
	env: NodeJS.ProcessEnv = {},
): N8nContext {
	const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
	return {
		install,
		userFolder,
		processes: new Set(),
		env: {
			...machineEnvironment(),
			PATH: [path.dirname(install.node), process.env.PATH].join(path.delimiter),
			HOME: userFolder,
			TMPDIR: userFolder,
			NODE_ENV: 'production',
			NODE_COMPILE_CACHE: install.compileCache,
			NO_COLOR: '1',
			// "Tomorrow at nine" means the user's nine. n8n's list of zones has no UTC.
			GENERIC_TIMEZONE: !timeZone || timeZone === 'UTC' ? 'Etc/UTC' : timeZone,
			N8N_USER_FOLDER: userFolder,
			...SETTINGS,
			...env,
		},
	};
}

/**
 * Runs an n8n command to its end.
 *
 * @param timeoutMs milliseconds after which it is stopped.
 * @throws if it does not end in time; not for an exit code.
 */
export async function runN8n(
	context: N8nContext,
	args: string[],
	timeoutMs = 180_000,
): Promise<N8nEnded> {
	const started = Date.now();
	const { install, userFolder: cwd, processes } = context;
	const { code, stdout, stderr } = await runProcess(install.node, [install.n8n, ...args], {
		cwd,
		env: { ...context.env, ...(await ownBroker()) },
		timeoutMs,
		started: (child) => processes.add(child),
	});
	return { code, output: `${stdout}\n${stderr}`, tookMs: Date.now() - started };
}

/**
 * Runs an n8n command that has to succeed.
 *
 * @throws with the last lines of its log if its exit code is not 0.
 */
export async function runN8nOrThrow(context: N8nContext, args: string[]): Promise<N8nEnded> {
	const ended = await runN8n(context, args);
	if (ended.code === 0) return ended;
	throw new Error(
		`n8n ${args[0] ?? ''} failed (exit code ${String(ended.code)}):\n${lastLines(readLog(ended.output))}`,
	);
}

/** Starts an n8n command that stays, such as `start`. `env` are environment variables of its own. */
export async function startN8n(
	{ install, userFolder: cwd, processes, ...context }: N8nContext,
	args: string[],
	env: NodeJS.ProcessEnv,
): Promise<Child> {
	const child = startProcess(install.node, [install.n8n, ...args], {
		cwd,
		env: { ...context.env, ...(await ownBroker()), ...env },
	});
	processes.add(child);
	return child;
}

/** Every n8n process listens for its own task runners; on the default port, two could not run side by side. */
async function ownBroker(): Promise<NodeJS.ProcessEnv> {
	return { N8N_RUNNERS_BROKER_PORT: String(await freePort()) };
}

const SETTINGS = {
	// Reachable from this machine only, over plain HTTP.
	N8N_HOST: '127.0.0.1',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_PROTOCOL: 'http',
	N8N_SECURE_COOKIE: 'false',
	N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',

	// No requests to anything outside, which would fail or hang on a closed network.
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry',
	npm_config_offline: 'true',
	npm_config_update_notifier: 'false',

	// The package is loaded from the user folder, and never downloaded from a registry instead.
	N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_REINSTALL_MISSING_PACKAGES: 'false',

	// The sandbox has a local address, which n8n's SSRF protection would refuse. It is off by default.
	N8N_SSRF_PROTECTION_ENABLED: 'false',
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',

	// One JSON object a line, so that an execution's data can be told from the log around it.
	N8N_LOG_LEVEL: 'info',
	N8N_LOG_OUTPUT: 'console',
	N8N_LOG_FORMAT: 'json',
};
