import { errorIn, isEmpty, jsonOf, listIn } from '../../../nodes/shared/api/answers';

test.each<[name: string, body: unknown, list: unknown[] | undefined]>([
	['an array', [1], [1]],
	['an empty array', [], []],
	['an object with one array', { accounts: [1], total: 1 }, [1]],
	['an object with two arrays', { a: [1], b: [2] }, undefined],
	['an object without an array', { a: 1 }, undefined],
	['an array deeper down', { data: { media: [1] } }, undefined],
	['a text', '[1]', undefined],
	['nothing', null, undefined],
])('The list in %s', (_name, body, list) => {
	expect(listIn(body)).toEqual(list);
});

test.each<[name: string, body: unknown, error: unknown]>([
	['the error body of the API', { error: { message: 'No' } }, { message: 'No' }],
	['a text', { error: 'No' }, 'No'],
	['one beside an empty list', { error: 'No', accounts: [] }, 'No'],
	['one beside entries', { error: 'No', accounts: [1] }, undefined],
	['a job with a field of that name', { outputJobId: '1', error: 'No' }, undefined],
	['an error that is null', { error: null }, undefined],
	['a list', [{ error: 'No' }], undefined],
	['no error', {}, undefined],
])('The error in %s', (_name, body, error) => {
	expect(errorIn(body)).toEqual(error);
});

test('An entry that is not an object becomes one', () => {
	expect([{ a: 1 }, 'b', [1]].map(jsonOf)).toEqual([{ a: 1 }, { value: 'b' }, { value: [1] }]);
});

test('No body is an empty one, and nothing else is', () => {
	expect([undefined, null, '', 0, false, {}, []].map(isEmpty)).toEqual([
		...[true, true, true],
		...[false, false, false, false],
	]);
});
