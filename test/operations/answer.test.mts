import { Failure } from '../../nodes/shared/failures/failure';
import { Refused } from '../../nodes/shared/failures/refusal';
import { readAnswer, readCancellation, readList } from '../../nodes/shared/operations/answer';
import { answer, errorOf, Loop } from './loop.mts';

const loop = new Loop(() => answer({}));

const HOOKS = { readAnswer, readCancellation, readList };

const read = async (hook: keyof typeof HOOKS, body: unknown, status = 200) =>
	await HOOKS[hook].call(loop.item(), [], answer(body, status));

describe.each(Object.keys(HOOKS) as (keyof typeof HOOKS)[])('%s', (hook) => {
	test.each([200, 201, 204, 299])('takes a success: HTTP %i', async (status) => {
		expect(await read(hook, { a: 1 }, status)).toEqual([{ json: { a: 1 } }]);
	});

	test.each([0, 101, 199, 300, 304, 400, 404, 429, 500])(
		'refuses what is none, with all of the answer: HTTP %i',
		async (status) => {
			for (const body of [{ a: 1 }, [], '', undefined]) {
				const error = await errorOf<Refused>(read(hook, body, status));
				expect(error).toBeInstanceOf(Refused);
				expect(error.response).toEqual(answer(body, status));
			}
		},
	);

	test.each<[unknown, string]>([
		['<html></html>', 'a web page'],
		['Bad gateway', 'something else'],
		[' ', 'something else'],
		[5, 'something else'],
		[0, 'something else'],
		[true, 'something else'],
		[false, 'something else'],
	])('says what came instead of an answer: %j', async (body, what) => {
		const error = await errorOf<Failure>(read(hook, body));
		expect(error).toBeInstanceOf(Failure);
		expect(error.kind).toBe('broken');
		expect(error.message).toBe(`Instead of Wonda's answer came ${what} (HTTP 200)`);
	});
});

test.each<[keyof typeof HOOKS, unknown]>([
	...['', null, undefined].flatMap((body): [keyof typeof HOOKS, unknown][] => [
		['readAnswer', body],
		['readList', body],
	]),
])('Nothing is no answer: %s of %j', async (hook, body) => {
	const error = await errorOf<Failure>(read(hook, body));
	expect(error.message).toBe("Instead of Wonda's answer came nothing (HTTP 200)");
});

test.each([
	['readAnswer', []],
	['readAnswer', [{ a: 1 }]],
	['readCancellation', []],
	['readCancellation', [{ a: 1 }]],
] as const)('A list is no answer: %s of %j', async (hook, body) => {
	const error = await errorOf<Failure>(read(hook, body));
	expect(error.message).toBe("Instead of Wonda's answer came something else (HTTP 200)");
});

test.each(['', null, undefined])(
	'A cancellation may be answered with nothing: %j',
	async (body) => {
		expect(await read('readCancellation', body, 204)).toEqual([{ json: {} }]);
	},
);

test.each<[string, unknown, object[]]>([
	['an empty list', [], []],
	['objects', [{ a: 1 }, { b: null }], [{ a: 1 }, { b: null }]],
	[
		'entries that are none',
		['text', 0, null, [1], '', false],
		[
			{ value: 'text' },
			{ value: 0 },
			{ value: null },
			{ value: [1] },
			{ value: '' },
			{ value: false },
		],
	],
	['a list in an object', { media: [{ a: 1 }], total: 1 }, [{ a: 1 }]],
	['an empty list in an object', { media: [] }, []],
	['an object without a list', { media: null, total: 0 }, [{ media: null, total: 0 }]],
	['an empty object', {}, [{}]],
])('A list gives an item for each entry: %s', async (_name, body, jsons) => {
	expect(await read('readList', body)).toEqual(jsons.map((json) => ({ json })));
});
