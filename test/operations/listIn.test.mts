import { isObject, jsonOf, listIn, tellsOfFailure } from '../../nodes/shared/operations/listIn';

const NO_OBJECTS: unknown[] = [null, undefined, [], [{}], 'text', '', 0, NaN, 5, true, false];

test.each(NO_OBJECTS)('%j is no object, and stands under a name of its own', (value) => {
	expect(isObject(value)).toBe(false);
	expect(jsonOf(value)).toEqual({ value });
});

test.each([{}, { a: 1 }, { value: 1 }, { length: 0 }])(
	'%j is an object, and stays as it is',
	(value) => {
		expect(isObject(value)).toBe(true);
		expect(jsonOf(value)).toBe(value);
	},
);

const A = [{ a: 1 }];
const B = [{ b: 1 }];

test.each<[name: string, answer: unknown, list: unknown[]]>([
	['the answer itself', A, A],
	['an empty answer', [], []],
	['what the answer holds, whatever lists are in it', [[1], A], [[1], A]],
	['in an object', { media: A, total: 1 }, A],
	['in an object inside', { data: { media: A } }, A],
	['three objects deep', { a: { b: { c: A } } }, A],
	['beside null, texts and numbers', { a: null, b: 'text', c: 5, d: undefined, e: A }, A],
	['beside null, one deeper', { a: null, b: 'text', c: 5, d: { e: null, f: A } }, A],
	['the nearest one', { deep: { list: A }, near: ['text'] }, ['text']],
	['the first one that holds objects', { ids: ['x'], first: A, second: B }, A],
	[
		'one that holds an object behind others',
		{ ids: ['x'], mixed: ['y', { a: 1 }] },
		['y', { a: 1 }],
	],
	['one that holds objects, not lists or null', { lists: [[1]], nulls: [null], first: A }, A],
	['the first one where none holds objects', { empty: [], ids: ['x'] }, []],
	['in the first object of several', { a: { list: A }, b: { list: B } }, A],
])('A list is found: %s', (_name, answer, list) => {
	expect(listIn(answer)).toEqual(list);
});

test.each<[name: string, answer: unknown]>([
	['four objects deep', { a: { b: { c: { d: A } } } }],
	['an object without any', { a: 1, b: { c: 'text' } }],
	['an empty object', {}],
	['null', null],
	['nothing', undefined],
	['a text', '[]'],
	['a number', 5],
])('No list is found: %s', (_name, answer) => {
	expect(listIn(answer)).toBeUndefined();
});

test('A list is found beside what tells of a failure, which is told of elsewhere', () => {
	expect(listIn({ errors: ['x'], media: A })).toBe(A);
});

test.each<[string, unknown, boolean]>([
	['alone', { error: { details: [] } }, true],
	['alone, as a list', { error: [{ message: 'm' }] }, true],
	['deep in the answer', { result: { error: { details: [{ a: 1 }] } } }, true],
	['three objects deep', { a: { b: { c: { error: 'x' } } } }, true],
	['beside a list', { error: { message: 'm' }, media: ['b'] }, true],
	['beside an empty list', { media: [], error: 'timeout' }, true],
	['beside a list inside', { data: { error: 'x', media: [] } }, true],
	['outside of a list', { Error: true, data: { media: [] } }, true],
	['in a part beside a list', { media: [], meta: { error: 'x' } }, true],
	['in a part beside a list inside', { data: { media: [], meta: { ERRORS: { db: 1 } } } }, true],
	['of several', { errors: [{ message: 'm' }], media: [] }, true],
	['in another part', { data: { media: [] }, meta: { errors: ['x'] } }, true],
	['four objects deep', { a: { b: { c: { d: { error: 'x' } } } } }, false],
	['that is null, beside a list', { error: null, data: { media: [1] } }, false],
	['of no content, beside a list', { errors: [], error: {}, media: [] }, false],
	['that is empty or false, beside a list', { errors: '', error: false, media: [] }, false],
	['in another name, beside a list', { errorsSeen: 1, lastError: 'x', media: [] }, false],
	['in an entry', { media: [{ error: 'x' }] }, false],
	['in an entry of the answer itself', [{ error: 'x' }], false],
	['in a text', 'error', false],
	['in nothing', null, false],
])('Whether an answer tells of a failure: %s', (_name, answer, tells) => {
	expect(tellsOfFailure(answer)).toBe(tells);
});
