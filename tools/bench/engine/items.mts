// Run by the host's own Node: runs workflows one after another in n8n's engine and says how long their node "Post" took. The
// first one is there to warm up, and to count the expressions that n8n resolves.
import type { ImportedCredential } from '../../n8n/server/launch.mts';
import { loadN8n, type N8n } from './n8n.mts';
import { type BenchWorkflow, runWorkflow } from './run.mts';
import { type EngineTask, handBack, readTask } from './task.mts';

export interface ItemsTask extends EngineTask {
	readonly credentials: readonly ImportedCredential[];
	readonly workflows: readonly [BenchWorkflow, ...BenchWorkflow[]];
}

export interface ItemsResult {
	/** Milliseconds that the node took in each workflow but the first. */
	readonly tookMs: readonly number[];
	/** Expressions that n8n resolved in the first workflow. */
	readonly expressions: number;
}

const task = readTask<ItemsTask>();
const n8n = await loadN8n(task.modules, task.packages);
const [warmUp, ...measured] = task.workflows;

const expressions = await countExpressions(n8n, () => run(warmUp));
const tookMs: number[] = [];
for (const workflow of measured) tookMs.push(await run(workflow));
handBack({ tookMs, expressions } satisfies ItemsResult);
process.exit();

/** Runs a workflow. Out: milliseconds that its node "Post" took. */
async function run(workflow: BenchWorkflow): Promise<number> {
	const { data } = await runWorkflow(n8n, workflow, task.credentials);
	const { runData, error } = data.resultData;
	if (error) throw error;
	return runData.Post?.[0]?.executionTime ?? NaN;
}

type Resolve = (value: unknown, ...others: unknown[]) => unknown;

/**
 * Counts the expressions that n8n resolves during some work.
 *
 * @param work runs workflows
 */
async function countExpressions({ workflow, nodeTypes }: N8n, work: () => Promise<unknown>) {
	const { expression } = new workflow.Workflow({
		nodes: [],
		connections: {},
		active: false,
		nodeTypes,
	});
	const prototype = Object.getPrototypeOf(expression) as { resolveSimpleParameterValue: Resolve };
	const original = prototype.resolveSimpleParameterValue;
	let count = 0;
	prototype.resolveSimpleParameterValue = function (value, ...others) {
		if (typeof value === 'string' && value.startsWith('=')) count += 1;
		return original.call(this, value, ...others);
	};
	try {
		await work();
	} finally {
		prototype.resolveSimpleParameterValue = original;
	}
	return count;
}
