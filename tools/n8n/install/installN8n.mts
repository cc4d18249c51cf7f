import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';

import { cacheFolder, copyLock, installFolder, isInstalled } from './cache.mts';
import { duration, type Log } from '../machine/log.mts';
import { showProgress } from './progress.mts';
import { lastLines, machineEnvironment, runProcess } from '../machine/processes.mts';
import { runNpm, scriptEnvironment } from '../machine/npm.mts';
import { removeAtEnd } from '../machine/temporary.mts';
import { N8N_VERSION, nodeBinary } from './versions.mts';

/** An n8n that is ready to run, and the Node that runs it. */
export interface N8nInstall {
	readonly version: string;
	/** False where it had to be installed first. */
	readonly wasInCache: boolean;
	readonly folder: string;
	/** Node 24's own binary. */
	readonly node: string;
	/** n8n's command line script, to be run by that Node. */
	readonly n8n: string;
	/** The folder that resolves n8n's own modules. */
	readonly modules: string;
	/** Where Node keeps the compiled code of n8n, which shortens every later start. */
	readonly compileCache: string;
}

const PARTIAL = '.partial-';
/** Milliseconds without a sign of life after which a partial install counts as abandoned. */
const ABANDONED_MS = 10 * 60_000;
const SIGN_OF_LIFE_MS = 30_000;

/**
 * Gives an n8n, installing it where the cache does not hold it yet: minutes the first time, nothing after.
 *
 * It is installed in a folder beside its final place and renamed once it has been checked, so an interrupted
 * install is never taken for a finished one. Of two installs at the same time, the first to end is used by both.
 *
 * @param settings.version one of the versions that have a lock file; the pinned one unless told.
 * @throws with the last lines of the failing command's output.
 */
export async function installN8n(settings: {
	readonly log: Log;
	readonly version?: string;
}): Promise<N8nInstall> {
	const { log, version = N8N_VERSION } = settings;
	const folder = installFolder(version);
	if (await isInstalled(version, folder)) {
		log(`n8n ${version} is in the cache: ${folder}`);
		return describeInstall(folder, version, true);
	}

	const started = Date.now();
	await makeCacheFolder();
	await removeAbandoned();
	log(`Installing n8n ${version} and Node 24 into ${folder}`);
	log('  This happens once. It takes some minutes and 3 GB of disk space.');
	const partial = `${folder}${PARTIAL}${randomUUID().slice(0, 8)}`;
	const forget = removeAtEnd(partial);
	try {
		await mkdir(partial);
		const stopSigns = giveSignsOfLife(partial);
		try {
			await fill(partial, version, log);
		} finally {
			stopSigns();
		}
		await moveIntoPlace(partial, folder, version);
	} catch (error) {
		throw new Error(`n8n ${version} could not be installed. ${messageOf(error)}`, {
			cause: error,
		});
	} finally {
		await forget();
	}
	log(`  Installed in ${duration(Date.now() - started)}.`);
	return describeInstall(folder, version, false);
}

async function makeCacheFolder(): Promise<void> {
	try {
		await mkdir(cacheFolder(), { recursive: true });
	} catch (error) {
		throw new Error(
			`The cache folder ${cacheFolder()} cannot be made: ${messageOf(error)}\n` +
				'Set N8N_NODES_WONDA_CACHE to a folder that you may write to.',
			{ cause: error },
		);
	}
}

async function fill(folder: string, version: string, log: Log): Promise<void> {
	await copyLock(version, folder);

	// Without install scripts: one of n8n's many drivers downloads sources while it installs, from places that a
	// closed network does not reach. The one native module that n8n needs to start is built on its own below.
	await step(log, folder, 'step 1 of 3, downloading n8n', () =>
		runNpm(['ci', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--no-progress'], {
			cwd: folder,
		}),
	);
	const install = describeInstall(folder, version, false);
	const env = scriptEnvironment();
	const binaries = [path.dirname(install.node), env.PATH].filter(Boolean).join(path.delimiter);
	await step(log, folder, "step 2 of 3, building n8n's database driver", () =>
		runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'], {
			cwd: folder,
			env: { ...env, PATH: binaries },
		}),
	);
	await step(log, folder, 'step 3 of 3, checking', () => check(install));
}

async function step(
	log: Log,
	folder: string,
	what: string,
	work: () => Promise<unknown>,
): Promise<void> {
	log(`  ${what} …`);
	const stop = showProgress(log, what, folder);
	try {
		await work();
	} finally {
		stop();
	}
}

/** Runs what the install is for: that Node, that n8n, and the driver that was built for them. */
async function check(install: N8nInstall): Promise<void> {
	const script = `require('sqlite3'); console.log(require('n8n/package.json').version)`;
	const ended = await runProcess(install.node, ['-e', script], {
		cwd: install.folder,
		env: machineEnvironment(),
	});
	if (ended.code !== 0 || ended.stdout.trim() !== install.version) {
		throw new Error(`What was installed does not run:\n${lastLines(ended.stdout + ended.stderr)}`);
	}
}

function describeInstall(folder: string, version: string, wasInCache: boolean): N8nInstall {
	const modules = path.join(folder, 'node_modules');
	const binary = process.platform === 'win32' ? 'node.exe' : 'node';
	return {
		version,
		wasInCache,
		folder,
		modules,
		node: path.join(modules, nodeBinary().package, 'bin', binary),
		n8n: path.join(modules, 'n8n', 'bin', 'n8n'),
		compileCache: path.join(folder, 'compile-cache'),
	};
}

async function moveIntoPlace(partial: string, folder: string, version: string): Promise<void> {
	if (await renamed(partial, folder)) return;
	// Something is there already: an install that ended a moment earlier, which is as good as this one …
	if (await isInstalled(version, folder)) return;
	// … or remains that are not an install of these versions.
	const remains = `${folder}${PARTIAL}${randomUUID().slice(0, 8)}`;
	await rename(folder, remains);
	const done = await renamed(partial, folder);
	await rm(remains, { recursive: true, force: true });
	if (!done && !(await isInstalled(version, folder))) {
		throw new Error(`${folder} is in use. Remove it and try again.`);
	}
}

async function renamed(from: string, to: string): Promise<boolean> {
	try {
		await rename(from, to);
		return true;
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'EPERM') return false;
		throw error;
	}
}

/** Keeps the folder's time fresh, which tells other processes that somebody is at work in it. */
function giveSignsOfLife(folder: string): () => void {
	const timer = setInterval(() => {
		const now = new Date();
		utimes(folder, now, now).catch(() => undefined);
	}, SIGN_OF_LIFE_MS);
	return () => {
		clearInterval(timer);
	};
}

/** Removes what interrupted installs have left: they are gigabytes each. Where that fails, the next install tries. */
async function removeAbandoned(): Promise<void> {
	for (const name of await readdir(cacheFolder())) {
		if (!name.includes(PARTIAL)) continue;
		const folder = path.join(cacheFolder(), name);
		const seen = await stat(folder).catch(() => undefined);
		if (seen && Date.now() - seen.mtimeMs > ABANDONED_MS) {
			await rm(folder, { recursive: true, force: true }).catch(() => undefined);
		}
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
