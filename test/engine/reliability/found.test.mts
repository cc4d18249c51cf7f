import { useSandbox } from '../../support/sandbox.mts';
import type { Case, ItemCase, RunCase } from './cases.mts';
import { KEYS } from './execute.mts';
import { brokenPromises } from './invariants.mts';

const api = useSandbox({ apiKeys: [KEYS.first, KEYS.second] });

/** An item that goes well, unless something else is said of it. */
const item = (parts: Partial<ItemCase> = {}): ItemCase => ({
	media: 'own',
	isTwin: false,
	customer: 'first',
	requestOptions: 'usable',
	values: { account: '550e8400-e29b-41d4-a716-446655440000', wait: true, timeout: 20 },
	upload: [],
	post: [],
	poll: [],
	...parts,
});

/** One run of Video > Publish. */
const publish = (items: ItemCase[], parts: Partial<RunCase> = {}): Case => ({
	service: { queuedMs: 0, runMs: 20 },
	runs: [
		{
			items,
			operation: 'publish',
			source: 'mediaId',
			holds: [],
			onTimeout: 'error',
			node: { onError: 'continueRegularOutput' },
			...parts,
		},
	],
});

const pollAnswered = (...bodies: unknown[]): ItemCase['poll'] =>
	bodies.map((body) => ({ kind: 'status', status: 200, text: JSON.stringify(body) }));

/** Cases that random runs found, made small. */
const FOUND: [name: string, whole: Case][] = [
	[
		'an accepted job is reported although a poll names another one that has succeeded',
		publish([item({ poll: pollAnswered({ outputJobId: 'x', status: 'succeeded' }) })]),
	],
	[
		'an accepted job is reported although a poll that times out names another one',
		publish([
			item({
				outcome: 'neverEnds',
				values: { ...item().values, timeout: 1 },
				poll: pollAnswered({ outputJobId: 'x', status: 'in_progress' }),
			}),
		]),
	],
	[
		'a job accepted without a status is reported as accepted where its poll is refused',
		publish([
			item({
				post: [
					{
						kind: 'status',
						when: 'after',
						status: 200,
						text: JSON.stringify({ outputJobId: '019e1b76-74d7-8c7e-9999-000000000001' }),
					},
				],
				poll: [{ kind: 'status', status: 403 }],
			}),
		]),
	],
	[
		'an item that failed is no rejection when a batch that is spread over time is stopped',
		publish([item({ post: [{ kind: 'status', status: 402 }] }), item()], {
			node: { onError: 'stopWorkflow' },
			batching: { batchSize: 1, batchInterval: 2000 },
			stopAfterMs: 1000,
		}),
	],
];

test.each(FOUND)('%s', async (_name, whole) => {
	expect(await brokenPromises(whole, api.sandbox)).toEqual([]);
});
