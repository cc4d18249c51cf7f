import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
	NodeApiError,
} from 'n8n-workflow';

import { asFailure } from '../failures/connection';
import { Failure } from '../failures/failure';
import { nodeError } from '../failures/nodeError';
import { unsafeTransport } from '../failures/transport';
import { FILE_RULES } from '../files/fileRules';
import { readFields, type Fields } from '../rules/readFields';
import { untilStopped } from '../run/pause';
import { runOf } from '../run/run';
import { reportOf } from '../run/submission';

export type ItemRequest = DeclarativeRestApiSettings.ResultOptions;

/** The work of one item: sends what n8n's routing has made of its fields, which have been checked. */
export type ItemWork = (
	this: IExecutePaginationFunctions,
	request: ItemRequest,
	fields: Fields,
) => Promise<INodeExecutionData[]>;

type ItemHook = (
	this: IExecutePaginationFunctions,
	request: ItemRequest,
) => Promise<INodeExecutionData[]>;

/**
 * What is wrong with the fields of an item, as one failure.
 *
 * @param item its index; undefined where it is the only one
 */
function invalid(broken: string[], item?: number): Failure | undefined {
	if (broken.length === 0) return undefined;
	return new Failure('invalid', {
		message: broken.join('. '),
		description:
			item === undefined
				? 'Correct this and run again. Nothing was sent.'
				: `Correct item ${item} and run again. Nothing was sent for it.`,
	});
}

/**
 * `pagination` hook around the work of one item, whatever the operation: reads its fields, waits for the check of the batch,
 * pairs each output with its item, and turns a failure into an error, or, where the node continues on errors, into an item
 * whose JSON holds `error` only (so that n8n keeps it whole and routes it to the error output).
 */
export function forItem(work: ItemWork): ItemHook {
	return async function (this, request) {
		const item = this.getItemIndex();
		const pairedItem = { item };
		const run = runOf(this);
		const round = run.roundOf(item, this);
		const stop = this.getExecutionCancelSignal();
		const reading = untilStopped(readFields(this, request.options, FILE_RULES), stop);
		// What was accepted in an earlier try needs no check: its time to post may have come near meanwhile.
		const check = reading.then(async ({ broken }) =>
			run.submissions.has(item)
				? undefined
				: (unsafeTransport(request.options) ??
					(await run.deskFor(this)).unusable ??
					invalid(broken, round.hasOneItem ? undefined : item)),
		);
		// Who waits for it may be gone: an execution that was stopped, or an item that was left out.
		check.catch(() => {});

		let thrown: NodeApiError;
		try {
			if (!(await round.admit(item, check))) return [];

			const { fields } = await reading;
			const { gate } = await run.deskFor(this);
			const outputs = await run.once(
				item,
				async () => await gate().during(async () => await work.call(this, request, fields)),
			);
			return outputs.map(({ json }) => ({ json, pairedItem }));
		} catch (error) {
			const { hide, quote } = await run.deskFor(this);
			const failure = asFailure(error, stop).without(hide);
			const { message } = failure;
			const { description, outputJobId, status, mayBeLive } = failure.facts;
			if (stop?.aborted) {
				// n8n listens to nothing that a stopped execution still throws or returns, so the log is the only place left.
				this.logger.warn(`Item ${item}: ${quote(`${message}. ${description}`)}`);
				return [];
			}
			if (this.continueOnFail()) {
				const told = { message, description, outputJobId, status, mayBeLive };
				return [{ json: { error: told }, pairedItem }];
			}
			thrown = nodeError(this.getNode(), failure, item);
			round.fail(item, thrown, failure);
		} finally {
			const { quote } = await run.deskFor(this);
			round.settle((failures, except) => reportOf(run.submissions, failures, except, quote));
		}
		try {
			await untilStopped(round.mayThrow(), stop);
		} catch {
			return [];
		}
		throw thrown;
	};
}
