import type { ImportedCredential } from '../../host/launch.mts';
import type { Bench } from '../bench.mts';
import type { Part } from '../contenders/nodes.mts';
import type { ApartResult, ApartTask } from '../engine/apart.mts';
import { runEngine } from '../engine/start.mts';
import type { RealOutcome } from '../real/run.mts';
import type { SceneSettings } from '../service/scene.mts';
import { workflowOf } from '../workflow.mts';

/** Executions that begin at the same time, with one item each. */
export interface Apart {
	readonly id: string;
	readonly credential: ImportedCredential;
	readonly part: Part;
	readonly count: number;
	readonly service: SceneSettings;
}

/** Runs them in one fresh process with n8n's engine: n8n's command line runs one execution in a process. */
export async function runApart(
	{ service, install, packages, log }: Bench,
	{ id, credential, part, count, service: settings }: Apart,
): Promise<RealOutcome> {
	const warmUp = `${id}-warm`;
	await service.open(warmUp, { jobMs: [0] });
	await service.open(id, settings);
	const task: ApartTask = {
		modules: install.modules,
		packages: Object.values(packages),
		credentials: [credential],
		workflows: [
			workflowOf(warmUp, { scene: warmUp, count: 1 }, part),
			...Array.from({ length: count }, (_, first) =>
				workflowOf(`${id}-${String(first)}`, { scene: id, count: 1, first }, part),
			),
		],
	};
	const { tookMs, errors } = await runEngine<ApartResult>(install, './apart.mts', task);
	const [error] = errors;
	const failed = error === undefined ? '' : `, ${String(errors.length)} failed: ${error}`;
	log(`  ${id}: ${(tookMs / 1000).toFixed(1)} s${failed}`);
	return { tookMs, report: await service.report(id), error };
}
