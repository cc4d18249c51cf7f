import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import type { Running } from '../../n8n/machine/command.mts';
import { machineEnvironment, startProcess, stopProcess } from '../../n8n/machine/processes.mts';
import type { Report, ScenarioSettings } from './scenario.mts';

/** The running service, seen from the benchmark. */
export interface Service {
	/** `http://127.0.0.1:<port>`; each dialect is below it. */
	readonly url: string;
	/** Opens a scenario, for the items whose keys begin with its ID. */
	open(scenario: string, settings: ScenarioSettings): Promise<void>;
	report(scenario: string): Promise<Report>;
	/** The bytes of the largest upload since the last call. */
	largestUpload(): Promise<number>;
}

/** Starts the service in a process of its own, which ends with the benchmark. */
export async function startService({ atEnd }: Pick<Running, 'atEnd'>): Promise<Service> {
	const script = fileURLToPath(new URL('server.mts', import.meta.url));
	const child = startProcess(process.execPath, ['--import', 'tsx', script], {
		cwd: process.cwd(),
		env: machineEnvironment(),
	});
	atEnd(() => stopProcess(child));
	child.stderr.pipe(process.stderr);
	const ended = once(child, 'exit').then(() => {
		throw new Error('The service ended before it printed its address.');
	});
	ended.catch(() => undefined);
	const [url] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as [
		string,
	];

	const request = async <T,>(path: string, init?: RequestInit) => {
		const answer = await fetch(`${url}/${path}`, init);
		if (!answer.ok) throw new Error(`${path}: HTTP ${String(answer.status)}`);
		return (await answer.json()) as T;
	};
	return {
		url,
		async open(scenario, settings) {
			await request(`scenarios/${scenario}`, { method: 'PUT', body: JSON.stringify(settings) });
		},
		report: async (scenario) => await request(`scenarios/${scenario}`),
		largestUpload: async () => (await request<{ largestUpload: number }>('uploads')).largestUpload,
	};
}
