import type { ImportedCredential } from '../../n8n/server/launch.mts';
import type { Bench } from '../bench.mts';
import type { Part } from '../contenders/nodes.mts';
import type { ExecutionsResult, ExecutionsTask } from '../engine/executions.mts';
import { runEngine } from '../engine/start.mts';
import type { RealOutcome } from '../real.mts';
import type { SceneSettings } from '../service/scene.mts';
import { workflowOf } from '../workflow.mts';

/** Executions that begin at the same time and share the items. */
export interface Executions {
	readonly id: string;
	readonly credential: ImportedCredential;
	readonly part: Part;
	readonly count: number;
	/** Among how many executions the items are shared out. */
	readonly executions: number;
	readonly service: SceneSettings;
}

/**
 * Runs them in one fresh process with n8n's engine: n8n's command line runs one execution in a process, and prints all
 * that every node put out.
 */
export async function runExecutions(
	{ service, install, packages, log }: Bench,
	{ id, credential, part, count, executions, service: settings }: Executions,
): Promise<RealOutcome> {
	const share = count / executions;
	const warmUp = `${id}-warm`;
	await service.open(warmUp, { jobMs: [0] });
	await service.open(id, settings);
	const task: ExecutionsTask = {
		modules: install.modules,
		packages: Object.values(packages),
		credentials: [credential],
		workflows: [
			workflowOf(warmUp, { scene: warmUp, count: 1 }, part),
			...Array.from({ length: executions }, (_, place) =>
				workflowOf(
					`${id}-${String(place)}`,
					{ scene: id, count: share, first: place * share },
					part,
				),
			),
		],
	};
	const { tookMs, errors } = await runEngine<ExecutionsResult>(install, './executions.mts', task);
	const [error] = errors;
	const failed = error === undefined ? '' : `, ${String(errors.length)} failed: ${error}`;
	log(`  ${id}: ${(tookMs / 1000).toFixed(1)} s${failed}`);
	return { tookMs, report: await service.report(id), error };
}
