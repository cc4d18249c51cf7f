import path from 'node:path';

import { type Ended, lastLines, machineEnvironment, runProcess } from './processes.mts';

// Where npm finds its settings and keeps its cache, on every system.
const HOMES = ['home', 'userprofile', 'appdata', 'localappdata', 'xdg_cache_home'];

// How to reach a registry, which is the user's own setting. What else a surrounding `npm run` hands to its scripts
// (ignore-scripts, prefixes, the project's own package) must not steer an npm run elsewhere.
const CONNECTION = [
	...['https?_proxy', 'no_proxy', 'node_extra_ca_certs', 'ssl_cert_file', 'ssl_cert_dir'],
	'npm_config_(registry|userconfig|globalconfig|cache|proxy|https_proxy|noproxy|ca|cafile|strict_ssl|@.*)',
];

/** Who the user is to a registry: npm needs it to download, and nothing that is downloaded does. */
const LOGIN = ['npm_config_(cert|key|\\/\\/.*)'];

/** What builds a native module. */
const COMPILER = ['cc', 'cxx', 'python', 'npm_config_(nodedir|python)'];

const oneOf = (names: readonly string[]) => new RegExp(`^(${names.join('|')})$`, 'i');
const FOR_NPM = oneOf([...HOMES, ...CONNECTION, ...LOGIN]);
const FOR_SCRIPTS = oneOf([...HOMES, ...CONNECTION, ...COMPILER]);

const QUIET = { npm_config_update_notifier: 'false' };

/**
 * What npm gets of an environment where it runs no code of others: the machine, the ways to a registry, and the login
 * there. A login in npm's own settings file may not refer to further variables.
 */
export function npmEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
	return { ...machineEnvironment(FOR_NPM, env), ...QUIET };
}

/** The same for an npm that runs the install scripts of packages: the compiler in the place of the login. */
export function scriptEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
	return { ...machineEnvironment(FOR_SCRIPTS, env), ...QUIET };
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
