import type { INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { forItem, type ItemWork } from '../../nodes/shared/operations/item';
import type { QuickTime } from '../support/time.mts';
import { errorOf, type Loop } from './loop.mts';

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
