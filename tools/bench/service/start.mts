import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import type { Running } from '../../n8n/machine/command.mts';
import { machineEnvironment, startProcess, stopProcess } from '../../n8n/machine/processes.mts';
import type { SceneReport, SceneSettings } from './scene.mts';

/** Where the servers are. */
export interface Addresses {
	/** The service, `http://127.0.0.1:<port>`; each dialect is below it under its name. */
	readonly url: string;
	/** The project's sandbox, which takes the files. */
	readonly sandbox: { readonly baseUrl: string; readonly pageUrl: string };
}

/** The running servers, seen from the benchmark. */
export interface Service extends Addresses {
	/** Opens a scene, for the items whose keys begin with its id. */
	open(scene: string, settings: SceneSettings): Promise<void>;
	/** What has happened in a scene. */
	report(scene: string): Promise<SceneReport>;
	/** How many bytes the largest file had that has arrived since the last call. */
	largestFile(): Promise<number>;
}

/** Starts the servers in a process of their own, which ends with the benchmark. */
export async function startService(running: Pick<Running, 'atEnd'>): Promise<Service> {
	const addresses = await startServers(running);
	const { url, sandbox } = addresses;
	const scenes = async (scene: string, init?: RequestInit) => {
		const answer = await fetch(`${url}/scenes/${scene}`, init);
		if (!answer.ok) throw new Error(`The service knows no scene ${scene}.`);
		return (await answer.json()) as SceneReport;
	};
	return {
		...addresses,
		async open(scene, settings) {
			await scenes(scene, { method: 'PUT', body: JSON.stringify(settings) });
		},
		report: async (scene) => await scenes(scene),
		async largestFile() {
			const own = await fetch(`${url}/files`);
			const { largest } = (await own.json()) as { largest: number };
			const answer = await fetch(`${sandbox.pageUrl}sandbox/requests`);
			await fetch(`${sandbox.pageUrl}sandbox/reset`, { method: 'POST' });
			const { requests } = (await answer.json()) as {
				requests: { body?: { files?: { size: number }[] } }[];
			};
			const sizes = requests.flatMap(({ body }) => body?.files ?? []).map(({ size }) => size);
			return Math.max(largest, ...sizes);
		},
	};
}

async function startServers({ atEnd }: Pick<Running, 'atEnd'>): Promise<Addresses> {
	const script = fileURLToPath(new URL('main.mts', import.meta.url));
	const child = startProcess(process.execPath, ['--import', 'tsx', script], {
		cwd: process.cwd(),
		env: machineEnvironment(),
	});
	atEnd(() => stopProcess(child));
	child.stderr.pipe(process.stderr);
	const ended = once(child, 'exit').then(() => {
		throw new Error('The service ended before it said where it listens.');
	});
	ended.catch(() => undefined);
	const lines = createInterface(child.stdout);
	const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
	return JSON.parse(line) as Addresses;
}
