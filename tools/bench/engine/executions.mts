// Run by the host's own Node: runs workflows at once in n8n's engine, as a server does whose trigger fires for each new file.
// The first one runs before, to warm up.
import type { ImportedCredential } from '../../n8n/server/launch.mts';
import { tookOf } from '../workflow.mts';
import { loadN8n } from './n8n.mts';
import { type BenchWorkflow, runWorkflow } from './run.mts';
import { type EngineTask, handBack, readTask } from './task.mts';

export interface ExecutionsTask extends EngineTask {
	readonly credentials: readonly ImportedCredential[];
	readonly workflows: readonly [BenchWorkflow, ...BenchWorkflow[]];
}

export interface ExecutionsResult {
	/** Milliseconds from the start of the first node that posts to the end of the last node. */
	readonly tookMs: number;
	/** The first line of each failed execution's error. */
	readonly errors: readonly string[];
}

const { modules, packages, credentials, workflows } = readTask<ExecutionsTask>();
const n8n = await loadN8n(modules, packages);
const [warmUp, ...measured] = workflows;
const run = async (workflow: BenchWorkflow) =>
	(await runWorkflow(n8n, workflow, credentials)).data.resultData;

await run(warmUp);
const results = await Promise.all(measured.map(run));
handBack({
	tookMs: tookOf(results.map(({ runData }) => runData)),
	errors: results.flatMap(({ error }) => (error ? [error.message] : [])),
} satisfies ExecutionsResult);
process.exit();
