import type { IBinaryData, INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { Failure } from '../../nodes/shared/failures/failure';
import { InputFile } from '../../nodes/shared/files/inputFile';
import { forItem, type ItemWork } from '../../nodes/shared/operations/item';
import type { QuickTime } from '../support/time.mts';
import { answer, errorOf, Loop } from './loop.mts';

export interface Running {
	/** Runs items of a loop as n8n does: it starts them in one go. Out: what became of each. */
	run(
		loop: Loop,
		work: ItemWork,
		items?: number,
	): Promise<PromiseSettledResult<INodeExecutionData[]>[]>;
	/** The error of the first item. */
	firstError(loop: Loop, work: ItemWork, items?: number): Promise<NodeApiError>;
}

export function runningIn(time: QuickTime): Running {
	async function run(loop: Loop, work: ItemWork, items = 1) {
		const hook = forItem(work);
		const all = Array.from({ length: items }, (_, index) =>
			hook.call(loop.item(index), loop.request()),
		);
		return await time.passDuring(Promise.allSettled(all));
	}
	return {
		run,
		async firstError(loop, work, items) {
			const [first] = await run(loop, work, items);
			return await errorOf(
				first?.status === 'rejected' ? Promise.reject(first.reason as Error) : Promise.resolve(),
			);
		},
	};
}

/** The outputs of items; of one that failed its error as a text. */
export const outputs = (settled: PromiseSettledResult<INodeExecutionData[]>[]) =>
	settled.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)));

/** A loop whose service has nothing to say. */
export const loopOf = (given: ConstructorParameters<typeof Loop>[1] = {}) =>
	new Loop(() => answer({}), given);

export const failure = (facts: object = {}) =>
	new Failure('refused', { message: 'No', description: 'Do this.', ...facts });

/** Work on an item that fails. */
export const failing = (facts?: object): ItemWork =>
	async function () {
		return await Promise.reject(failure(facts));
	};

/** A file in memory that holds its own name. */
export const fileOf = (name: string, more: Partial<IBinaryData> = {}) =>
	new InputFile({
		data: Buffer.from(name).toString('base64'),
		mimeType: 'video/mp4',
		fileName: name,
		...more,
	});
