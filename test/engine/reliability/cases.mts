import fc from 'fast-check';
import type { INode } from 'n8n-workflow';

import type { FaultEffect } from '../../../sandbox/faults/fault.mts';

/** What is asked of one item, and what happens to it on the way. */
export interface ItemCase {
	/** `good` is posted when nothing comes between; the others are wrong in a way of their own. */
	input: 'good' | 'emptyMedia' | 'badAccount' | 'jobFails' | 'noCredits' | 'unresolvable';
	/** Faults of its uploads, one after another, where it is posted from a file. */
	upload: FaultEffect[];
	/** Faults of its posts, likewise. */
	post: FaultEffect[];
	/** Faults of the looks at its job. */
	look: FaultEffect[];
}

/** One run of a workflow. */
export interface RunCase {
	items: ItemCase[];
	/** What posts: one of the operations that do. */
	operation: 'publish' | 'schedule' | 'carousel';
	/** Where the videos or images come from: the media library, or files of the items. */
	source: 'mediaId' | 'binary';
	wait: boolean;
	node: Pick<INode, 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries'>;
	/** n8n's batching option: so many items, then a pause of so many milliseconds. */
	batching?: { batchSize: number; batchInterval: number };
	/** When the execution is stopped, in milliseconds from its start. */
	stopAfterMs?: number;
}

const POST_FAULTS: FaultEffect[] = [
	{ kind: 'resetBefore' },
	{ kind: 'resetDuring' },
	{ kind: 'resetAfter' },
	{ kind: 'cut' },
	{ kind: 'slow', delayMs: 150 },
	{ kind: 'slow', delayMs: 150, when: 'after' },
	{ kind: 'status', status: 402, code: 'insufficient_credits' },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 500, when: 'after' },
	{ kind: 'status', status: 502, body: 'html' },
	{ kind: 'status', status: 502, body: 'html', when: 'after' },
	{ kind: 'status', status: 503, body: 'empty' },
	{ kind: 'status', status: 200, body: 'html', when: 'after' },
	{ kind: 'rateLimit' },
	{ kind: 'rateLimit', form: 'date' },
	{ kind: 'rateLimit', form: 'deferUntil' },
	{ kind: 'rateLimit', form: 'nothing' },
];

const UPLOAD_FAULTS: FaultEffect[] = [
	{ kind: 'resetBefore' },
	{ kind: 'resetDuring' },
	{ kind: 'resetAfter' },
	{ kind: 'cut' },
	{ kind: 'slow', delayMs: 150 },
	{ kind: 'status', status: 402, code: 'insufficient_credits' },
	{ kind: 'status', status: 502, body: 'html' },
	{ kind: 'status', status: 500, when: 'after' },
	{ kind: 'rateLimit', form: 'nothing' },
];

const LOOK_FAULTS: FaultEffect[] = [
	{ kind: 'resetBefore' },
	{ kind: 'resetAfter' },
	{ kind: 'cut' },
	{ kind: 'slow', delayMs: 150 },
	{ kind: 'status', status: 401, code: 'unauthorized' },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 502, body: 'html' },
	{ kind: 'rateLimit' },
	{ kind: 'loseJob' },
	{ kind: 'jobStatus', status: 'pondering' },
	{ kind: 'jobStatus', status: 'failed', errorMessage: 'TikTok was down' },
	{ kind: 'jobStatus', status: 'canceled' },
];

const item: fc.Arbitrary<ItemCase> = fc.record({
	input: fc.oneof(
		{ weight: 8, arbitrary: fc.constant('good' as const) },
		{
			weight: 1,
			arbitrary: fc.constantFrom(
				'emptyMedia' as const,
				'badAccount' as const,
				'jobFails' as const,
				'noCredits' as const,
				'unresolvable' as const,
			),
		},
	),
	upload: fc.array(fc.constantFrom(...UPLOAD_FAULTS), { maxLength: 2 }),
	post: fc.array(fc.constantFrom(...POST_FAULTS), { maxLength: 2 }),
	look: fc.array(fc.constantFrom(...LOOK_FAULTS), { maxLength: 2 }),
});

/** Runs as users set them up, with as much bad luck as can be. */
export const runCase: fc.Arbitrary<RunCase> = fc.record(
	{
		items: fc.array(item, { minLength: 1, maxLength: 6 }),
		operation: fc.constantFrom('publish' as const, 'schedule' as const, 'carousel' as const),
		source: fc.constantFrom('mediaId' as const, 'binary' as const),
		wait: fc.boolean(),
		node: fc.record({
			onError: fc.constantFrom(
				'stopWorkflow' as const,
				'continueRegularOutput' as const,
				'continueErrorOutput' as const,
			),
			retryOnFail: fc.boolean(),
			maxTries: fc.integer({ min: 2, max: 3 }),
			waitBetweenTries: fc.constant(1),
		}),
		batching: fc.record({
			batchSize: fc.integer({ min: 1, max: 3 }),
			batchInterval: fc.integer({ min: 1, max: 60 }),
		}),
		stopAfterMs: fc.integer({ min: 0, max: 2500 }),
	},
	{ requiredKeys: ['items', 'operation', 'source', 'wait', 'node'] },
);
