import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { Failure } from '../api/failure';
import { requestOptionsProblem, type RequestOptions } from '../validation/requestOptions';
import { numberIn } from '../validation/values';

/**
 * Whether n8n's engine runs the node by itself. Agents before version 3 call their tools from within their own run, whose data
 * the node sees then; later ones ask the engine to run them.
 */
export const isRunByEngine = (context: IExecuteSingleFunctions) =>
	context.getExecuteData().node.name === context.getNode().name;

/** The number of items that n8n hands to this run of the node. */
export function countItems(context: IExecuteSingleFunctions): number {
	if (context.getNode().executeOnce || !isRunByEngine(context)) return 1;
	return context.getExecuteData().data.main?.[0]?.length ?? 1;
}

/** Whether n8n's batching spreads the items over time. */
export function isSpreadOverTime(context: IExecuteSingleFunctions, items: number): boolean {
	const { batching } = context.getNodeParameter('requestOptions', {}) as RequestOptions;
	const { batchInterval, batchSize } = batching?.batch ?? {};
	return (numberIn(batchInterval) ?? 0) > 0 && items > Math.max(1, numberIn(batchSize) ?? 1);
}

/** A parameter with its expressions resolved for an item. Throws what n8n does if it cannot resolve one. */
function resolve(context: IExecuteSingleFunctions, parameter: unknown, item: number): unknown {
	if (typeof parameter === 'string') {
		return parameter.startsWith('=')
			? context.evaluateExpression(parameter.slice(1), item)
			: parameter;
	}
	if (typeof parameter !== 'object' || parameter === null) return parameter;
	const entries = Object.entries(parameter).map(([name, value]) => [
		name,
		resolve(context, value, item),
	]);
	return Object.fromEntries(entries);
}

/**
 * The first item at which n8n will give the run up, because it cannot resolve a parameter or use a Request Option. Jobs that
 * were accepted by then would be lost without a word, so it has to be known beforehand.
 */
export function findUnusableItem(
	context: IExecuteSingleFunctions,
	items: number,
): { item: number; failure: Failure } | undefined {
	const { parameters } = context.getNode();
	for (let item = 0; item < items; item++) {
		const description = `n8n cannot use a parameter of item ${item}. Nothing was sent.`;
		try {
			const { requestOptions = {} } = resolve(context, parameters, item) as {
				requestOptions?: RequestOptions;
			};
			const message = requestOptionsProblem(requestOptions);
			if (message) return { item, failure: new Failure('invalid', { message, description }) };
		} catch (error) {
			const { message } = error as Error;
			return { item, failure: new Failure('invalid', { message, description }) };
		}
	}
	return undefined;
}
