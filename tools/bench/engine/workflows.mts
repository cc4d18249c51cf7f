// Run by n8n's own Node: runs workflows in n8n's engine, batch by batch, and measures how long each batch takes.
import type { ImportedCredential } from '../../n8n/server/launch.mts';
import { type BenchWorkflow, elapsedMs } from '../workflow.mts';
import { executeWorkflow } from './execute.mts';
import { loadN8n, readTask, returnResult, type Task } from './n8n.mts';

export interface WorkflowsTask extends Task {
	readonly credential: ImportedCredential;
	/** The workflows of a batch run at once, as on a server whose trigger starts one for each new file. */
	readonly batches: readonly (readonly BenchWorkflow[])[];
}

export interface BatchResult {
	/** Milliseconds from the start of the first node that posts to the end of the last node. */
	readonly tookMs: number;
	/** The first line of the first error. */
	readonly error?: string;
}

const { modules, packages, credential, batches } = readTask<WorkflowsTask>();
const n8n = await loadN8n(modules, packages);

const results: BatchResult[] = [];
for (const batch of batches) {
	const executions = await Promise.all(
		batch.map(async (workflow) => {
			const run = await executeWorkflow(n8n, workflow, credential);
			return run.data.resultData;
		}),
	);
	results.push({
		tookMs: elapsedMs(executions.map(({ runData }) => runData)),
		error: executions.find(({ error }) => error)?.error?.message,
	});
}
returnResult(results);
