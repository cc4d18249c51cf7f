import type { N8n } from './n8n.mts';

type Resolve = (value: unknown, ...others: unknown[]) => unknown;

/**
 * Counts the expressions that n8n resolves during some work.
 *
 * @param work runs workflows
 */
export async function countExpressions({ workflow, nodeTypes }: N8n, work: () => Promise<unknown>) {
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
