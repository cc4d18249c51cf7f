import path from 'node:path';

import { type Ended, lastLines, machineEnvironment, runProcess } from './processes.mts';

// Where npm finds its settings and keeps its cache, on every system.
const HOMES = ['home', 'userprofile', 'appdata', 'localappdata', 'xdg_cache_home'];

// How to reach a registry. Other settings that a surrounding `npm run` passes on (ignore-scripts, prefixes, the project's own
// package) must not affect an npm run elsewhere.
const CONNECTION = [
	...['https?_proxy', 'no_proxy', 'node_extra_ca_certs', 'ssl_cert_file', 'ssl_cert_dir'],
	'npm_config_(registry|userconfig|globalconfig|cache|proxy|https_proxy|noproxy|ca|cafile|strict_ssl|@.*)',
];

// The user's login at a registry.
const LOGIN = ['npm_config_(cert|key|\\/\\/.*)'];

// What builds a native module.
const COMPILER = ['cc', 'cxx', 'python', 'npm_config_(nodedir|python)'];

const oneOf = (names: readonly string[]) => new RegExp(`^(${names.join('|')})$`, 'i');
const FOR_NPM = oneOf([...HOMES, ...CONNECTION, ...LOGIN]);
const FOR_SCRIPTS = oneOf([...HOMES, ...CONNECTION, ...COMPILER]);

/** The environment of an npm that runs no install scripts: the machine, the connection to a registry, and the login there. */
export function npmEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
	return { ...machineEnvironment(FOR_NPM, env), npm_config_update_notifier: 'false' };
}

/** The environment of an npm that runs install scripts of packages: the compiler instead of the login. */
export function scriptEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
	return { ...machineEnvironment(FOR_SCRIPTS, env), npm_config_update_notifier: 'false' };
}

export interface NpmSettings {
	readonly cwd: string;
	/** By default `npmEnvironment()`. */
	readonly env?: NodeJS.ProcessEnv;
	/** Milliseconds after which npm is stopped; by default it has no limit. */
	readonly timeoutMs?: number;
}

/**
 * Runs npm to its end and returns its output.
 *
 * @throws with the last lines of npm's output if it fails or does not start.
 */
export async function runNpm(args: string[], settings: NpmSettings): Promise<Ended> {
	// The npm that runs this script, else the one on the PATH.
	const script = process.env.npm_execpath;
	const isNpm = script !== undefined && path.basename(script) === 'npm-cli.js';
	const [command, ...prefix] = isNpm ? [process.execPath, script] : ['npm'];
	const ended = await runProcess(command, [...prefix, ...args], {
		...settings,
		env: settings.env ?? npmEnvironment(),
	});
	if (ended.code !== 0) {
		throw new Error(
			`npm ${args.join(' ')} failed (exit code ${String(ended.code)}). Its last lines:\n` +
				lastLines(`${ended.stdout}\n${ended.stderr}`),
		);
	}
	return ended;
}
