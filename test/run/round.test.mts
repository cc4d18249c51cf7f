import type { IDataObject, IExecuteSingleFunctions, INode, NodeApiError } from 'n8n-workflow';

import { Failure } from '../../nodes/shared/failures/failure';
import { Run } from '../../nodes/shared/run/run';
import { Round } from '../../nodes/shared/run/round';
import { errorOf } from '../operations/loop.mts';

const SPREAD = { batching: { batch: { batchSize: 1, batchInterval: 1 } } };

interface Circumstances {
	/** How many items come in. */
	items?: number;
	/** The node's parameters. */
	parameters?: IDataObject;
	requestOptions?: IDataObject;
	continues?: boolean;
	/** The item for which n8n cannot resolve an expression. */
	unresolvable?: number;
	hasSent?: boolean;
	/** What n8n hands over, in place of items. */
	data?: IDataObject;
}

/** What a hook of a run sees, and the expressions that were resolved there, with their items. */
function contextOf(circumstances: Circumstances) {
	const { items = 3, parameters = { mediaId: '={{ $json.id }}' } } = circumstances;
	const resolved: [string, number][] = [];
	const context = {
		getNode: () => ({ name: 'Node', parameters }) as unknown as INode,
		getExecuteData: () => ({
			node: { name: 'Node' },
			data: circumstances.data ?? { main: [Array.from({ length: items }, () => ({ json: {} }))] },
		}),
		getNodeParameter: () => circumstances.requestOptions ?? {},
		continueOnFail: () => circumstances.continues ?? false,
		evaluateExpression(expression: string, item: number) {
			resolved.push([expression, item]);
			if (item === circumstances.unresolvable) throw new Error(`No id in item ${item}`);
		},
		logger: { warn: (line: string) => void logged.push(line) },
	} as unknown as IExecuteSingleFunctions;
	return { context, resolved };
}

function roundIn(circumstances: Circumstances) {
	const { context, resolved } = contextOf(circumstances);
	return { round: new Round(context, () => circumstances.hasSent ?? false), resolved };
}

/** What was logged. */
const logged: string[] = [];

beforeEach(() => void logged.splice(0));

const right = Promise.resolve(undefined);

const wrong = async (message: string) =>
	await Promise.resolve(new Failure('invalid', { message, description: 'd' }));

describe('A run whose items n8n spreads over time', () => {
	const circumstances = { requestOptions: SPREAD, unresolvable: 1 };

	test('leaves out all items where n8n cannot resolve one, and says which', async () => {
		const { round } = roundIn(circumstances);

		expect(await round.admit(0, right)).toBe(false);
		expect(await errorOf<Failure>(round.admit(1, right))).toMatchObject({
			kind: 'invalid',
			message: 'No id in item 1',
			facts: {
				description: 'n8n cannot resolve an expression for item 1. Nothing was sent.',
			},
		});
		expect(await round.admit(2, right)).toBe(false);
	});

	test('resolves every expression, however deep, of each item until one cannot be resolved', () => {
		const parameters = { a: '={{ 1 }}', b: { c: ['=two', 'three', null, 5] }, d: 'x={{ 6 }}' };
		const { resolved } = roundIn({ ...circumstances, parameters });
		expect(resolved).toEqual([
			['{{ 1 }}', 0],
			['two', 0],
			['{{ 1 }}', 1],
		]);
	});

	test('lets each item pass or fail by itself where all can be resolved', async () => {
		const { round, resolved } = roundIn({ requestOptions: SPREAD });
		expect(resolved).toHaveLength(3);
		expect(await round.admit(0, right)).toBe(true);
		expect((await errorOf<Failure>(round.admit(1, wrong('m')))).message).toBe('m');
		expect(await round.admit(2, right)).toBe(true);
	});
});

test.each<[string, Circumstances]>([
	['goes on after an error', { requestOptions: SPREAD, continues: true }],
	['has its items in one go', { requestOptions: {} }],
	['has batches of which nothing is said', { requestOptions: { batching: {} } }],
	[
		'has no more items than a batch',
		{ requestOptions: { batching: { batch: { batchSize: 3, batchInterval: 1 } } } },
	],
	[
		'has one item, in a batch of none',
		{ items: 1, requestOptions: { batching: { batch: { batchSize: 0, batchInterval: 1 } } } },
	],
	[
		'has no time between its batches',
		{ requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 0 } } } },
	],
])('A run resolves nothing beforehand where it %s', (_name, circumstances) => {
	expect(roundIn(circumstances).resolved).toEqual([]);
});

describe('A run whose items stand and fall together', () => {
	test('sends nothing where n8n hands over fewer because it cannot resolve one', async () => {
		const { round } = roundIn({ unresolvable: 2 });
		expect(await Promise.all([round.admit(0, right), round.admit(1, right)])).toEqual([
			false,
			false,
		]);
	});

	test('sends nothing where n8n hands over fewer for another reason, and says so', async () => {
		const { round } = roundIn({});
		expect(await errorOf<Failure>(round.admit(0, right))).toMatchObject({
			kind: 'invalid',
			message: 'n8n handed over 1 of 3 items',
			facts: {
				description:
					'Nothing was sent. Run again; should it happen again, report it with the workflow.',
			},
		});
	});

	test.each([
		[false, 'nothing'],
		[true, 'nothing more'],
	])(
		'names the wrong ones in their order, and that nothing was sent: %j',
		async (hasSent, what) => {
			const { round } = roundIn({ items: 12, hasSent });
			const slow = async (message: string) => {
				await new Promise((resolve) => setTimeout(resolve, 5));
				return await wrong(message);
			};
			const admitted = Array.from({ length: 12 }, async (_, item) => {
				const check = item === 2 ? slow('two') : item === 10 ? wrong('ten') : right;
				return await round.admit(item, check).catch((error: unknown) => error);
			});

			const outcomes = await Promise.all(admitted);
			const failure = outcomes[2] as Failure;
			expect(failure.kind).toBe('invalid');
			expect(failure.message).toBe(`2 of 12 items cannot be sent, so ${what} was sent`);
			expect(failure.facts.description).toBe('• Item 2: two\n• Item 10: ten');
			expect(outcomes.filter((outcome) => outcome === false)).toHaveLength(10);
		},
	);
});

test.each([{}, { main: [] }, { main: [null] }, { main: [[{ json: {} }]] }])(
	'A run with the data %j has one item',
	(data) => {
		expect(roundIn({ data }).round.hasOneItem).toBe(true);
	},
);

describe('An error may be thrown', () => {
	/** Whether it may by now. */
	async function mayThrow(round: Round): Promise<boolean> {
		let may = false;
		void round.mayThrow().then(() => (may = true));
		await new Promise((resolve) => setImmediate(resolve));
		return may;
	}

	test('at once where the items stand and fall together', async () => {
		expect(await mayThrow(roundIn({}).round)).toBe(true);
	});

	test('when all items are in where n8n spreads them', async () => {
		const { round } = roundIn({ requestOptions: SPREAD });
		await round.admit(0, right);
		await round.admit(1, right);
		expect(await mayThrow(round)).toBe(false);
		await round.admit(2, right);
		expect(await mayThrow(round)).toBe(true);
	});
});

describe('The error that n8n throws is told about the other items', () => {
	const failure = (description: string) => new Failure('refused', { message: 'm', description });
	const error = () => ({ description: 'as it was' }) as NodeApiError;

	test('when all of them are done, and only that of the first item that failed', async () => {
		const { round } = roundIn({});
		await Promise.all([0, 1, 2].map((item) => round.admit(item, right)));
		const [first, second] = [error(), error()];
		const reported: [number[], number][] = [];
		const report = (failures: Map<number, Failure>, except: number) => {
			reported.push([[...failures.keys()].sort(), except]);
			return [{ words: 'Accepted', items: ['Item 0'] }];
		};

		round.fail(2, second, failure('two'));
		round.settle(report);
		round.fail(1, first, failure('one'));
		round.settle(report);
		expect(reported).toEqual([]);
		expect(first.description).toBe('as it was');

		round.settle(report);
		expect(reported).toEqual([[[1, 2], 1]]);
		expect(first.description).toBe('one<br>\nAccepted:<br>\n• Item 0');
		expect(second.description).toBe('as it was');
	});

	test.each([
		[50, undefined],
		[51, "• and 1 more; all are in n8n's log"],
	])('with at most fifty items of each ending: %i', async (count, last) => {
		const { round } = roundIn({ items: 1 });
		await round.admit(0, right);
		const thrown = error();
		round.fail(0, thrown, failure('one'));
		const items = Array.from({ length: count }, (_, item) => `Item ${item}`);

		round.settle(() => [{ words: 'Accepted', items }]);

		const lines = String(thrown.description).split('<br>\n');
		expect(lines.slice(1, 52)).toEqual([
			'Accepted:',
			...items.slice(0, 50).map((item) => `• ${item}`),
		]);
		expect(lines[52]).toBe(last);
		expect(logged).toEqual(last ? items.map((item) => `Accepted: ${item}`) : []);
	});

	test('and nothing is reported where none failed', async () => {
		const { round } = roundIn({ items: 1 });
		await round.admit(0, right);
		round.settle(() => {
			throw new Error('Nothing to report');
		});
	});
});

test.each([
	[false, 'nothing'],
	[true, 'nothing more'],
])('A run that has sent a post by now says so: %j', async (hasSent, what) => {
	const run = new Run();
	if (hasSent) run.submissions.set(0, {} as never);
	const round = run.roundOf(0, contextOf({ items: 2 }).context);
	const admitted = [round.admit(0, wrong('m')), round.admit(1, right)];

	expect((await errorOf<Failure>(admitted[0] as Promise<boolean>)).message).toBe(
		`1 of 2 items cannot be sent, so ${what} was sent`,
	);
	expect(await admitted[1]).toBe(false);
});
