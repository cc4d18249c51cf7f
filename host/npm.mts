import path from 'node:path';

import { type Ended, lastLines, runProcess } from './processes.mts';

// How to reach a registry is the user's own setting and must survive; all else that npm hands to its
// scripts (ignore-scripts, prefixes, the project's own package) must not steer an npm run elsewhere.
const CONNECTION =
	/^npm_config_(registry|userconfig|globalconfig|cache|proxy|https_proxy|noproxy|ca|cafile|cert|key|strict_ssl|nodedir|\/\/.*|@.*)$/i;

/** This process's environment without what the surrounding `npm run` put there. */
export function npmEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
	const kept = Object.entries(env).filter(
		([name]) => !/^(npm_|init_cwd$|node_env$|node_options$)/i.test(name) || CONNECTION.test(name),
	);
	return { ...Object.fromEntries(kept), npm_config_update_notifier: 'false' };
}

/**
 * Runs npm to its end and returns what it printed.
 *
 * @throws with the last lines of npm's output where it fails or does not start.
 */
export async function runNpm(
	args: string[],
	settings: {
		readonly cwd: string;
		readonly env?: NodeJS.ProcessEnv;
		/** Milliseconds after which npm is stopped; without it, it may run for ever. */
		readonly timeoutMs?: number;
	},
): Promise<Ended> {
	const { command, prefix } = npmCommand();
	const ended = await runProcess(command, [...prefix, ...args], {
		cwd: settings.cwd,
		env: settings.env ?? npmEnvironment(),
		timeoutMs: settings.timeoutMs,
	});
	if (ended.code !== 0) {
		throw new Error(
			`npm ${args.join(' ')} failed (exit code ${String(ended.code)}). Its last lines:\n` +
				lastLines(`${ended.stdout}\n${ended.stderr}`),
		);
	}
	return ended;
}

/** The npm that runs this script, else the one on the PATH. */
function npmCommand(): { command: string; prefix: string[] } {
	const script = process.env.npm_execpath;
	if (script && path.basename(script) === 'npm-cli.js') {
		return { command: process.execPath, prefix: [script] };
	}
	return { command: 'npm', prefix: [] };
}
