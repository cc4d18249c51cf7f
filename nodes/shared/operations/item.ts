import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import { asFailure } from '../failures/connection';
import { Failure } from '../failures/failure';
import { FILE_RULES } from '../files/fileRules';
import { nodeError, withoutKey } from '../failures/nodeError';
import { readFields, type Fields } from '../rules/readFields';
import { runOf } from '../run/run';

export type ItemRequest = DeclarativeRestApiSettings.ResultOptions;

export type ItemWork = (
	this: IExecutePaginationFunctions,
	request: ItemRequest,
	fields: Fields,
) => Promise<INodeExecutionData[]>;

function invalid(broken: string[], item: number): Failure | undefined {
	if (broken.length === 0) return undefined;
	return new Failure('invalid', {
		message: broken.join('. '),
		description: `Correct the fields of item ${item} and run again. Nothing was sent for it.`,
	});
}

/**
 * `pagination` hook around the work of one item, whatever the operation: waits for the check of the batch, pairs each
 * output with its item, and turns a failure into an error, or, where the node continues on errors, into an item whose
 * JSON holds `error` only (so that n8n keeps it whole and routes it to the error output).
 */
export function forItem(work: ItemWork) {
	return async function (
		this: IExecutePaginationFunctions,
		request: ItemRequest,
	): Promise<INodeExecutionData[]> {
		const item = this.getItemIndex();
		const pairedItem = { item };
		const reading = readFields(this, request.options, FILE_RULES);
		const run = runOf(this);
		const round = run.roundOf(item, this);
		// What was accepted in an earlier try needs no check: its time to post may have come near meanwhile.
		const check = run.submissions.has(item)
			? Promise.resolve(undefined)
			: reading.then(({ broken }) => invalid(broken, item));

		try {
			if (!(await round.admit(item, check))) return [];

			const { fields } = await reading;
			const outputs = await run.once(item, async () => await work.call(this, request, fields));
			return outputs.map(({ json }) => ({ json, pairedItem }));
		} catch (error) {
			const stop = this.getExecutionCancelSignal();
			const failure = await withoutKey(this, asFailure(error, stop));
			if (stop?.aborted) {
				// n8n listens to nothing that a stopped execution still throws or returns, so the log is the only place left.
				this.logger.warn(`Item ${item}: ${failure.message}. ${failure.facts.description}`);
				return [];
			}
			if (this.continueOnFail()) {
				const { message, description, outputJobId, status } = failure.facts;
				return [{ json: { error: { message, description, outputJobId, status } }, pairedItem }];
			}
			const thrown = nodeError(this.getNode(), failure, item);
			round.fail(item, thrown);
			throw thrown;
		} finally {
			round.settle((except) => run.report(except));
		}
	};
}
