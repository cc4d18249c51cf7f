import { copyFile, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';

import { duration, type Log } from '../machine/log.mts';
import { runNpm, scriptEnvironment } from '../machine/npm.mts';
import { lastLines, machineEnvironment, runProcess } from '../machine/processes.mts';
import { removeAtEnd } from '../machine/temporary.mts';
import { cacheFolder, installFolder, isInstalled, LOCK_FILES, lockFolder } from './cache.mts';
import { N8N_VERSION, nodeBinary } from './versions.mts';

/** An n8n that is ready to run, and the Node that runs it. */
export interface N8nInstall {
	readonly version: string;
	/** False if it had to be installed first. */
	readonly wasInCache: boolean;
	readonly folder: string;
	/** The binary of Node 24. */
	readonly node: string;
	/** n8n's command line script. */
	readonly n8n: string;
	/** The folder of n8n's own modules. */
	readonly modules: string;
	/** Where Node keeps the compiled code of n8n, which shortens every later start. */
	readonly compileCache: string;
}

const PARTIAL = '.partial-';
const HEARTBEAT_MS = 20_000;
/** A partial install without a heartbeat for so long was abandoned. */
const ABANDONED_MS = 10 * 60_000;

/**
 * Returns an n8n, and installs it first if the cache does not hold it: minutes the first time.
 *
 * It is installed in a folder beside its final place and renamed once it was checked, so an interrupted install is never taken
 * for a finished one. Several processes may install the same version at the same time.
 *
 * @param settings.version one of the versions that have a lock file; by default the pinned one.
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
	log(`Installing n8n ${version} and Node 24 into ${folder}`);
	log('  This happens once. It takes 4 to 12 minutes and 3 GB of disk space.');
	await mkdir(cacheFolder(), { recursive: true });
	await removeAbandoned();
	const partial = `${folder}${PARTIAL}${String(process.pid)}`;
	await mkdir(partial);
	const removePartial = removeAtEnd(partial);
	const heartbeat = setInterval(() => {
		log(`  … ${duration(Date.now() - started)}`);
		void utimes(partial, new Date(), new Date());
	}, HEARTBEAT_MS);
	try {
		await fill(partial, version, log);
		await moveIntoPlace(partial, folder, version);
	} finally {
		clearInterval(heartbeat);
		await removePartial();
	}
	log(`  Installed in ${duration(Date.now() - started)}.`);
	return describeInstall(folder, version, false);
}

async function fill(folder: string, version: string, log: Log): Promise<void> {
	for (const file of LOCK_FILES) {
		await copyFile(path.join(lockFolder(version), file), path.join(folder, file));
	}
	log('  Step 1 of 3: downloading n8n');
	// Without install scripts, because one of n8n's drivers downloads sources while it installs, which a closed network
	// prevents. The one native module that n8n needs to start is built in step 2.
	const options = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--no-progress'];
	await runNpm(['ci', ...options], { cwd: folder });

	log("  Step 2 of 3: building n8n's database driver");
	const install = describeInstall(folder, version, false);
	const env = scriptEnvironment();
	const binaries = [path.dirname(install.node), env.PATH].join(path.delimiter);
	await runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'], {
		cwd: folder,
		env: { ...env, PATH: binaries },
	});

	log('  Step 3 of 3: checking');
	const script = `require('sqlite3'); console.log(require('n8n/package.json').version)`;
	const ended = await runProcess(install.node, ['-e', script], {
		cwd: folder,
		env: machineEnvironment(),
	});
	if (ended.stdout.trim() !== version) {
		throw new Error(`The installed n8n does not run:\n${lastLines(ended.stdout + ended.stderr)}`);
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
	// Another process may have finished the same install; if not, the folder is that of an older lock file.
	if (await isInstalled(version, folder)) return;
	await rm(folder, { recursive: true, force: true });
	await rename(partial, folder).catch(async (error: unknown) => {
		if (!(await isInstalled(version, folder))) throw error;
	});
}

/** Removes what interrupted installs have left: gigabytes each. */
async function removeAbandoned(): Promise<void> {
	for (const name of await readdir(cacheFolder())) {
		const folder = path.join(cacheFolder(), name);
		if (!name.includes(PARTIAL)) continue;
		const found = await stat(folder).catch(() => undefined);
		if (found && Date.now() - found.mtimeMs > ABANDONED_MS) {
			await rm(folder, { recursive: true, force: true });
		}
	}
}
