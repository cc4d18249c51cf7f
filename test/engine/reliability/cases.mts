import fc from 'fast-check';
import type { INode } from 'n8n-workflow';

import type { FaultEffect } from '../../../tools/sandbox/faults/fault.mts';
import type { SandboxSettings } from '../../../tools/sandbox/settings.mts';
import { HOSTILE } from './hostile.mts';
import { service } from './service.mts';
import { OPTIONAL, values, type Values } from './values.mts';

/** What is asked of one item, and what happens to it on the way. Without faults and with `own` it goes well. */
export interface ItemCase {
	/** How the item names what is posted, a media or a file; what is not `own` is wrong in a way of its own, or odd. */
	media:
		| 'own'
		| 'blanks'
		| 'dots'
		| 'surrogate'
		| 'empty'
		| 'nothing'
		| 'number'
		| 'null'
		| 'object'
		| 'tooFew'
		| 'tooMany'
		| 'gap'
		| 'text'
		| 'json'
		| 'emptyFile'
		| 'refusedFile'
		| 'otherType'
		| 'webPage'
		| 'unresolvable';
	/** Whether it is the item before it once more: the same media, the same values. */
	isTwin: boolean;
	/** Whose API key its credential resolves to; nobody has that of the stranger. */
	customer: 'first' | 'second' | 'stranger';
	/** What its Request Options resolve to. */
	requestOptions: 'usable' | 'badProxy' | 'badTimeout';
	/** What the service makes of its media; of a file it makes a post. */
	outcome?: 'jobFails' | 'noCredits' | 'neverEnds' | 'everyState';
	/** What its other fields resolve to. */
	values: Values;
	/** Faults of its uploads, one after another, where it is posted from a file. */
	upload: FaultEffect[];
	/** Faults of its posts, likewise. */
	post: FaultEffect[];
	/** Faults of the polls of its job. */
	poll: FaultEffect[];
}

/** One run of a workflow. */
export interface RunCase {
	items: ItemCase[];
	/** What posts: one of the operations that do. */
	operation: 'publish' | 'schedule' | 'carousel';
	/** Where the videos or images come from: the media library, or files of the items. */
	source: 'mediaId' | 'binary';
	/** The optional fields that the node holds. */
	holds: string[];
	/** What a wait ends with when its time is over. */
	onTimeout: 'error' | 'output';
	node: Pick<INode, 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries'>;
	/** n8n's batching option: so many items, then a pause of so many milliseconds. */
	batching?: { batchSize: number | string; batchInterval: number };
	/** When the execution is stopped, in milliseconds from its start. */
	stopAfterMs?: number;
	/** Whether its credential holds an address where nobody listens. */
	unreachable?: boolean;
}

/** Runs that go on at once, with one key, at one service. */
export interface Case {
	service: Partial<SandboxSettings>;
	runs: RunCase[];
}

const REDIRECTS: FaultEffect[] = ([301, 302, 303, 307, 308] as const).flatMap(
	(status): FaultEffect[] => [
		{ kind: 'redirect', status },
		{ kind: 'redirect', status, location: 'https://elsewhere.invalid/api/v1' },
	],
);

/** Redirects that may follow an acceptance; the others send the request as it is to another address, so it was not done. */
const REDIRECTS_AFTER: FaultEffect[] = [
	{ kind: 'redirect', status: 302, when: 'after' },
	{ kind: 'redirect', status: 303, when: 'after' },
];

const BROKEN: FaultEffect[] = [
	{ kind: 'resetBefore' },
	{ kind: 'resetDuring' },
	{ kind: 'resetAfter' },
	{ kind: 'resetReading' },
	{ kind: 'cut' },
	{ kind: 'slow', delayMs: 30 },
	{ kind: 'slow', delayMs: 30, when: 'after' },
];

const LIMITED: FaultEffect[] = [
	{ kind: 'rateLimit' },
	{ kind: 'rateLimit', form: 'date' },
	{ kind: 'rateLimit', form: 'deferUntil' },
	{ kind: 'rateLimit', form: 'nothing' },
	{ kind: 'rateLimit', seconds: 3600 },
];

const POST_FAULTS: FaultEffect[] = [
	...BROKEN,
	...LIMITED,
	...REDIRECTS,
	...REDIRECTS_AFTER,
	...REDIRECTS_AFTER,
	{ kind: 'status', status: 200, json: { error: { message: 'Not today.' } } },
	{ kind: 'status', status: 402, code: 'insufficient_credits' },
	{ kind: 'status', status: 413, body: 'html' },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 500, when: 'after' },
	{ kind: 'status', status: 502, body: 'html' },
	{ kind: 'status', status: 502, body: 'html', when: 'after' },
	{ kind: 'status', status: 503, body: 'empty' },
	{ kind: 'status', status: 200, body: 'html', when: 'after' },
];

const UPLOAD_FAULTS: FaultEffect[] = [
	...BROKEN,
	...LIMITED,
	...REDIRECTS,
	{ kind: 'status', status: 200, json: { error: { message: 'Not today.' } } },
	{ kind: 'status', status: 402, code: 'insufficient_credits' },
	{ kind: 'status', status: 413, body: 'html' },
	{ kind: 'status', status: 413, body: 'html', when: 'arrival' },
	{ kind: 'status', status: 502, body: 'html' },
	{ kind: 'status', status: 500, when: 'after' },
];

const POLL_FAULTS: FaultEffect[] = [
	...BROKEN,
	...LIMITED,
	...REDIRECTS,
	{ kind: 'status', status: 200, json: { error: { message: 'Not today.' } } },
	{ kind: 'status', status: 401, code: 'unauthorized' },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 502, body: 'html' },
	{ kind: 'loseJob' },
	{ kind: 'jobStatus', status: 'pondering' },
	{ kind: 'jobStatus', status: 'failed', errorMessage: 'TikTok was down' },
	{ kind: 'jobStatus', status: 'canceled' },
];

/** None more often than not, and up to two. */
const faults = (known: FaultEffect[], hostile: fc.Arbitrary<FaultEffect>) =>
	fc.oneof(
		{ weight: 5, arbitrary: fc.constant<FaultEffect[]>([]) },
		{
			weight: 2,
			arbitrary: fc.array(fc.oneof(fc.constantFrom(...known), hostile), {
				minLength: 1,
				maxLength: 2,
			}),
		},
	);

const rarely = <T,>(arbitrary: fc.Arbitrary<T>, usual: T) =>
	fc.oneof({ weight: 14, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary });

const media = rarely(
	fc.constantFrom<ItemCase['media']>(
		'blanks',
		'dots',
		'surrogate',
		'empty',
		'nothing',
		'number',
		'null',
		'object',
		'tooFew',
		'tooMany',
		'gap',
		'text',
		'json',
		'emptyFile',
		'refusedFile',
		'otherType',
		'webPage',
		'unresolvable',
	),
	'own',
);

const outcome = rarely(
	fc.constantFrom<ItemCase['outcome']>('jobFails', 'noCredits', 'neverEnds', 'everyState'),
	undefined,
);

const item: fc.Arbitrary<ItemCase> = fc.record({
	media,
	isTwin: rarely(fc.constant(true), false),
	customer: fc.constant('first' as const),
	requestOptions: rarely(fc.constantFrom('badProxy' as const, 'badTimeout' as const), 'usable'),
	outcome,
	values,
	upload: faults(UPLOAD_FAULTS, HOSTILE.upload),
	post: faults(POST_FAULTS, HOSTILE.post),
	poll: faults(POLL_FAULTS, HOSTILE.poll),
});

/** Of many items few have bad luck. */
const quietItem: fc.Arbitrary<ItemCase> = fc.record({
	media: fc.constant('own' as const),
	isTwin: fc.constant(false),
	customer: fc.constant('first' as const),
	requestOptions: fc.constant('usable' as const),
	outcome: fc.constant(undefined),
	values: fc.constantFrom(
		{ account: '550e8400-e29b-41d4-a716-446655440000', wait: true, timeout: 300 },
		{ account: '550e8400-e29b-41d4-a716-446655440000', wait: true, timeout: 20 },
	),
	upload: fc.constant([]),
	post: fc.oneof(
		{ weight: 30, arbitrary: fc.constant<FaultEffect[]>([]) },
		{ weight: 1, arbitrary: fc.constantFrom(...POST_FAULTS).map((fault) => [fault]) },
	),
	poll: fc.constant([]),
});

/** Of some runs each item is a customer's, with a key of its own. */
const items = fc.oneof(
	{ weight: 9, arbitrary: fc.array(item, { minLength: 1, maxLength: 5 }) },
	{
		weight: 1,
		arbitrary: fc.array(
			fc
				.tuple(item, fc.constantFrom('first', 'second', 'second', 'stranger'))
				.map(([one, customer]): ItemCase => ({ ...one, customer })),
			{ minLength: 2, maxLength: 5 },
		),
	},
);

const withTwins = (all: ItemCase[]) =>
	all.reduce<ItemCase[]>((done, one) => {
		const previous = done.at(-1);
		const isTwin = one.isTwin && previous !== undefined;
		return [...done, isTwin ? { ...previous, isTwin } : { ...one, isTwin: false }];
	}, []);

const batching = fc.option(
	fc.record({
		batchSize: rarely<number | string>(fc.constant('ten'), 2).chain((size) =>
			size === 2 ? fc.integer({ min: 1, max: 3 }) : fc.constant(size),
		),
		batchInterval: fc.integer({ min: 1, max: 2000 }),
	}),
	{ nil: undefined, freq: 3 },
);

const node = fc.record({
	onError: fc.constantFrom(
		'stopWorkflow' as const,
		'continueRegularOutput' as const,
		'continueErrorOutput' as const,
	),
	retryOnFail: fc.boolean(),
	maxTries: fc.integer({ min: 2, max: 3 }),
	waitBetweenTries: fc.constant(1),
});

const operation = fc.constantFrom('publish' as const, 'schedule' as const, 'carousel' as const);

const run: fc.Arbitrary<RunCase> = fc.record({
	items: items.map(withTwins),
	operation: fc.oneof(operation, fc.constant('publish' as const)),
	source: fc.constantFrom('mediaId' as const, 'mediaId' as const, 'binary' as const),
	holds: fc.subarray(OPTIONAL),
	onTimeout: fc.constantFrom('error' as const, 'error' as const, 'output' as const),
	node,
	batching,
	stopAfterMs: fc.option(fc.integer({ min: 0, max: 4000 }), { nil: undefined, freq: 4 }),
	unreachable: fc.constantFrom(...Array<undefined>(19).fill(undefined), true),
});

/** Batches as large as spreadsheets. */
const largeRun: fc.Arbitrary<RunCase> = fc.record({
	items: fc.array(quietItem, { minLength: 40, maxLength: 200, size: 'max' }),
	operation: fc.constant('publish' as const),
	source: fc.constant('mediaId' as const),
	holds: fc.constant([]),
	onTimeout: fc.constant('error' as const),
	node,
});

/** Runs as users set them up, with as much bad luck as can be. */
export const anyCase: fc.Arbitrary<Case> = fc.record({
	service,
	runs: fc.oneof(
		{ weight: 118, arbitrary: fc.array(run, { minLength: 1, maxLength: 3 }) },
		{ weight: 1, arbitrary: fc.tuple(largeRun) },
		{ weight: 1, arbitrary: fc.tuple(largeRun, run) },
	),
});
