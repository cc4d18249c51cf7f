import { isObject, jsonOf, listIn } from '../../nodes/shared/operations/listIn';

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

test.each<[string, unknown, unknown]>([
	['alone', { error: { details: [] } }, undefined],
	['alone, as a list', { error: [{ message: 'm' }] }, undefined],
	['deep in the answer', { result: { error: { details: [{ a: 1 }] } } }, undefined],
	['beside a list', { error: { message: 'm' }, media: ['b'] }, undefined],
	['beside an empty list', { media: [], error: 'timeout' }, undefined],
	['beside a list inside', { data: { error: 'x', media: [] } }, undefined],
	['outside of a list', { Error: true, data: { media: [] } }, undefined],
	['of several', { errors: [{ message: 'm' }], media: [] }, undefined],
	['in another part', { data: { media: [] }, meta: { errors: ['x'] } }, undefined],
	['that is null, beside a list', { error: null, data: { media: [1] } }, [1]],
	['of no content, beside a list', { errors: [], error: {}, media: [] }, []],
	['that is empty or false, beside a list', { errors: '', error: false, media: [] }, []],
	['in another name, beside a list', { errorsSeen: 1, lastError: 'x', media: [] }, []],
	['in an entry', { media: [{ error: 'x' }] }, [{ error: 'x' }]],
])('An answer that tells of a failure holds no list: %s', (_name, answer, list) => {
	expect(listIn(answer)).toEqual(list);
});
