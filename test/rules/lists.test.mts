import { asList, show } from '../../nodes/shared/rules/list';
import { judge } from '../support/rule.mts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `id-${index}`);

describe('mediaIds', () => {
	test.each<[string, unknown]>([
		['commas', 'a,b, c'],
		['line breaks', 'a\nb\r\nc\n'],
		['commas and line breaks', 'a,\nb,\nc'],
		['commas, blank lines and blanks', 'a ,\n \n b,\n\n\nc , \n,'],
		['a JSON array', '["a", "b", " c "]'],
		['a JSON array over several lines', '\n[\n"a",\n"b",\n"c"\n]\n'],
		['an array', ['a', ' b', 'c\n']],
	])('with %s', (_name, value) => {
		expect(judge('mediaIds', value)).toEqual({ value: ['a', 'b', 'c'] });
	});

	test.each([2, 35])('%i of them', (count) => {
		expect(judge('mediaIds', ids(count).join('\n'))).toEqual({ value: ids(count) });
	});

	test.each<[unknown, string]>([
		['a', 'takes 2 to 35 images, but has 1'],
		[[], 'takes 2 to 35 images, but has 0'],
		[ids(36), 'takes 2 to 35 images, but has 36'],
		['', 'is empty; enter the IDs of 2 to 35 images'],
		['a,,b', 'has nothing at position 2'],
		['a\n\nb', 'has nothing at position 2'],
		[',a,b', 'has nothing at position 1'],
		['\na,b', 'has nothing at position 1'],
		['a,b c', 'has no media ID at position 2 but “b c”'],
		['a b', 'has no media ID at position 1 but “a b”'],
		[['a', null], 'has nothing at position 2'],
		[['a', 5], 'has no media ID at position 2 but 5'],
		[['a', '../b'], 'has no media ID at position 2 but “../b”'],
		['["a", ', 'must be a list of media IDs, but is “["a",”'],
		[{ a: 1 }, 'must be a list of media IDs, but is {"a":1}'],
		[undefined, 'is empty; enter the IDs of 2 to 35 images'],
		[5, 'must be a list of media IDs, but is 5'],
	])('refuses %j', (value, broken) => {
		expect(judge('mediaIds', value)).toEqual({ broken });
	});
});

test('the cover index is one of the images, however they were named', () => {
	for (const mediaIds of ['a,b', ['a', 'b'], '["a","b"]']) {
		const body = { mediaIds };
		expect(judge('additionalFields.coverIndex', 1, { body })).toEqual({ value: 1 });
		expect(judge('additionalFields.coverIndex', 2, { body })).toEqual({
			broken: 'must be the index of an image, 0 to 1, but is 2',
		});
	}
});

describe('Values of users are quoted for people', () => {
	const deep = JSON.parse('['.repeat(5000) + ']'.repeat(5000)) as unknown;
	const circle: { self?: unknown } = {};
	circle.self = circle;

	test.each<[string, unknown, string]>([
		['a text', 'next friday', '“next friday”'],
		['several lines', 'one\r\ntwo\u2028three', '“one two three”'],
		['an object', { a: [1, null] }, '{"a":[1,null]}'],
		['a number', 0, '0'],
		['no', false, 'false'],
		['nothing', null, 'empty'],
		['blanks', ' \n', 'empty'],
		['a long text', 'x'.repeat(5000), `“${'x'.repeat(100)}…”`],
		['half a character', `${'x'.repeat(99)}👍`, `“${'x'.repeat(99)}…”`],
		['a number that JSON knows by n8n alone', 1n, '"1"'],
		['an object in itself', circle, 'a value of the type object'],
		['an object with a toString of its own', { toString: 5 }, '{"toString":5}'],
	])('%s', (_name, value, words) => {
		expect(show(value)).toBe(words);
	});

	test('lists in lists', () => {
		expect(show(deep).length).toBeLessThan(200);
	});
});

/** Four times what users were seen to give, so that what backtracks takes sixteen times as long: more than a minute. */
const SIZE = 240_000;

/** Far more than linear time needs on a slow machine, in milliseconds of the processor: others may be at work beside. */
const MOST_MS = 10_000;

function quickly(work: () => void): void {
	const begun = process.cpuUsage();
	work();
	expect(process.cpuUsage(begun).user / 1000).toBeLessThan(MOST_MS);
}

describe('Long values are read in linear time', () => {
	const LONG: [string, string][] = [
		['blanks', ' '],
		['commas', ','],
		['commas and blanks', ', '],
		['line breaks', '\n'],
		['commas and line breaks', ',\n'],
		['blanks before a line break', ',  \t \n'],
		['digits', '1'],
		['digits and points', '1.'],
		['letters', 'a'],
		['dashes', '-'],
		['quotes', '"'],
		['brackets', '['],
		['equals signs', '='],
		['halves of characters', '\uD800'],
		['the start of a date', '2027-01-01T10:00:00.'],
	].map(([name = '', part = '']): [string, string] => [name, part.repeat(SIZE / part.length)]);

	test.each(LONG)('a list of %s', (_name, text) => {
		quickly(() => {
			for (const value of [text, `a${text}`, `${text}b`, `a${text}b`]) asList(value);
		});
	});

	test.each(LONG)('every field with %s', (_name, text) => {
		quickly(() => {
			for (const value of [text, `a${text}b`, `1${text}`, `2027-01-01T${text}`, [text]]) {
				for (const path of [
					...['tiktokAccountId', 'mediaId', 'mediaIds', 'outputJobId', 'caption', 'privacyLevel'],
					...['waitForCompletion', 'waitOptions.timeout', 'additionalFields.postMode', 'limit'],
					...['additionalFields.coverIndex', 'filters.kind', 'timezone', 'scheduledAt'],
				]) {
					judge(path, value);
				}
				judge('additionalFields.timezone', value);
				judge('caption', value, { resource: 'carousel' });
			}
		});
	});
});
