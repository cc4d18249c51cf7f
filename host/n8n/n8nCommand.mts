import path from 'node:path';

import type { N8nInstall } from '../install/installN8n.mts';
import {
	type Child,
	lastLines,
	machineEnvironment,
	runProcess,
	startProcess,
} from '../machine/processes.mts';
import { freePort } from '../machine/ports.mts';
import { readLog } from './execution.mts';

/**
 * The environment of every n8n command of one host. It depends neither on the n8n settings nor on the proxies of whoever
 * starts it.
 *
 * @param userFolder holds all that n8n writes.
 * @param extra settings of this host's own, which win.
 */
export function n8nEnvironment(
	install: N8nInstall,
	userFolder: string,
	extra: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
	return {
		...machineEnvironment(),
		PATH: [path.dirname(install.node), process.env.PATH].join(path.delimiter),
		HOME: userFolder,
		NODE_ENV: 'production',
		NODE_COMPILE_CACHE: install.compileCache,
		NO_COLOR: '1',
		// "Tomorrow at nine" means the user's nine; n8n's own default is New York.
		GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
		N8N_USER_FOLDER: userFolder,
		...SETTINGS,
		...extra,
	};
}

const SETTINGS = {
	// Reachable from this machine alone, over plain HTTP.
	N8N_HOST: '127.0.0.1',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_PROTOCOL: 'http',
	N8N_SECURE_COOKIE: 'false',
	N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',

	// Nothing is asked of, or told to, anybody outside.
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	// n8n's list of MCP servers comes from outside at every start.
	N8N_DISABLED_MODULES: 'mcp-registry',
	// The Community nodes screen asks npm for newer versions, which takes a minute where no registry is in reach.
	npm_config_offline: 'true',
	npm_config_update_notifier: 'false',

	// The package is loaded from the user folder, and never fetched from a registry in its stead.
	N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_REINSTALL_MISSING_PACKAGES: 'false',

	// The sandbox is a local address; n8n's protection against those is off by default, and must stay off here.
	N8N_SSRF_PROTECTION_ENABLED: 'false',
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',

	// One JSON object a line: an execution's data can be told from the log around it.
	N8N_LOG_LEVEL: 'info',
	N8N_LOG_OUTPUT: 'console',
	N8N_LOG_FORMAT: 'json',
};

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
