import { isId, isUuid, whole } from '../../nodes/shared/rules/values';
import { judge } from '../support/rule.mts';

const UUID = '550e8400-e29b-41d4-a716-446655440000';

describe('The ID of a media or of a job', () => {
	test.each(['a', 'Z', '0', '-', '_', UUID, 'a-B_9', 'x'.repeat(10_000)])('%j', (text) => {
		expect(isId(text)).toBe(true);
	});

	test.each<[unknown]>(
		[
			...['', ' ', ' a', 'a ', 'a\n', '\na', 'a.b', 'a/b', '/b', 'a/', 'a:b', 'ä', 'aä', 'a\0'],
			...[undefined, null, true, false, 5, 0, Number.NaN, {}, [], ['a'], new Date(0)],
			...[{ toString: () => 'a' }, { trim: () => 'a' }],
		].map((value) => [value]),
	)('is not %j', (value) => {
		expect(isId(value)).toBe(false);
	});
});

test('the ID of an account is a UUID and nothing around it', () => {
	expect(isUuid(UUID)).toBe(true);
	expect(isUuid(UUID.toUpperCase())).toBe(true);
	for (const text of ['', ` ${UUID}`, `${UUID} `, `${UUID}\n`, UUID.replace('e', 'g')]) {
		expect(isUuid(text)).toBe(false);
	}
});

describe('Words are taken without the blanks around them', () => {
	test.each([
		['additionalFields.postMode', ' inbox\n', 'inbox'],
		['waitOptions.onTimeout', '\toutput', 'output'],
		['privacyLevel', 'SELF_ONLY ', 'SELF_ONLY'],
		['filters.kind', ' audio ', 'audio'],
		['filters.source', ' scrape ', 'scrape'],
		['additionalFields.isAigc', ' \tTrUe\r\n', true],
		['tiktokAccountId', `\t${UUID} `, UUID],
		['mediaId', '\r\nm_1 ', 'm_1'],
		['outputJobId', ' j-1\u00a0', 'j-1'],
	])('%s: %j', (path, value, read) => {
		expect(judge(path, value)).toStrictEqual({ value: read });
	});
});

describe('A number of seconds', () => {
	test.each([
		[1, 1],
		[86_400, 86_400],
		['1', 1],
		['+1', 1],
		['+300', 300],
		['2.25', 2.25],
		['0012', 12],
		['1.0', 1],
		[' \n12.5\t', 12.5],
	])('%j', (value, read) => {
		expect(judge('waitOptions.timeout', value)).toStrictEqual({ value: read });
	});

	test.each<[unknown, string]>([
		[0.999_999, '0.999999'],
		['0.999999', '“0.999999”'],
		[-300, '-300'],
		['-300', '“-300”'],
		['1.', '“1.”'],
		['.5', '“.5”'],
		['1.2.3', '“1.2.3”'],
		['1,5', '“1,5”'],
		['5e0', '“5e0”'],
		['0x10', '“0x10”'],
		['0b11', '“0b11”'],
		['++5', '“++5”'],
		['5-', '“5-”'],
		['5 6', '“5 6”'],
		['9'.repeat(400), `“${'9'.repeat(100)}…”`],
		['٣', '“٣”'],
		[Number.NaN, 'null'],
		[Number.POSITIVE_INFINITY, 'null'],
		[true, 'true'],
		[null, 'empty'],
		[[5], '[5]'],
		[{}, '{}'],
		[new Date(5), '"1970-01-01T00:00:00.005Z"'],
	])('is not %j', (value, shown) => {
		for (const path of ['waitOptions.timeout', 'waitOptions.maxPollInterval']) {
			expect(judge(path, value)).toStrictEqual({
				broken: `must be a number of seconds, 1 or more, but is ${shown}`,
			});
		}
	});
});

describe('A whole number', () => {
	test.each([
		[2, 2],
		['2', 2],
		['3.0', 3],
		[' +4 ', 4],
		[5, 5],
	])('from 2 to 5 is %j', (value, read) => {
		expect(whole('a few', 2, 5)(value, {} as never)).toStrictEqual({ value: read });
	});

	test.each<[unknown, string]>([
		[1, '1'],
		['1', '“1”'],
		[6, '6'],
		['6', '“6”'],
		[2.5, '2.5'],
		['2.5', '“2.5”'],
		[-3, '-3'],
		[true, 'true'],
		[[3], '[3]'],
		['', 'empty'],
		[null, 'empty'],
		[Number.NaN, 'null'],
	])('from 2 to 5 is not %j', (value, shown) => {
		expect(whole('a few', 2, 5)(value, {} as never)).toStrictEqual({
			broken: `must be a few, 2 to 5, but is ${shown}`,
		});
	});

	test('may have no upper end', () => {
		expect(whole('a few', 2)(1e15, {} as never)).toStrictEqual({ value: 1e15 });
		expect(whole('a few', 2)(1, {} as never)).toStrictEqual({
			broken: 'must be a few, 2 or more, but is 1',
		});
		expect(whole('a few', 2)(Infinity, {} as never)).toStrictEqual({
			broken: 'must be a few, 2 or more, but is null',
		});
	});
});

test.each([
	['a list', ['a', 'b', 'c'], 2],
	['a JSON array', '["a","b","c"]', 2],
	['entries between commas', 'a,b,c', 2],
	['nothing', undefined, 34],
	['no list', 5, 34],
])('the last cover index beside media IDs that are %s', (_name, mediaIds, last) => {
	const body = { mediaIds };
	expect(judge('additionalFields.coverIndex', last, { body })).toStrictEqual({ value: last });
	expect(judge('additionalFields.coverIndex', last + 1, { body })).toStrictEqual({
		broken: `must be the index of an image, 0 to ${last}, but is ${last + 1}`,
	});
});

describe('Where an expression turns Wait for Completion off', () => {
	test.each([
		['waitOptions.timeout', 'never', 60],
		['waitOptions.maxPollInterval', 0, 5],
		['waitOptions.onTimeout', 'throw', 'error'],
	])('%s counts no more', (path, wrong, right) => {
		for (const value of [wrong, right]) {
			expect(judge(path, value, { fields: { waitForCompletion: false } })).toStrictEqual({
				value: undefined,
			});
		}
		for (const fields of [{ waitForCompletion: true }, { waitForCompletion: undefined }, {}]) {
			expect(judge(path, wrong, { fields }).broken).toMatch(/^must be /);
			expect(judge(path, right, { fields })).toStrictEqual({ value: right });
		}
	});
});

test('a list as a whole has no limit; no other value turns the limit off', () => {
	expect(judge('limit', 5, { fields: { returnAll: true } })).toStrictEqual({ value: undefined });
	for (const returnAll of [false, undefined, 'true']) {
		expect(judge('limit', 5, { fields: { returnAll } })).toStrictEqual({ value: 5 });
	}
	// Only the library has an upper end.
	for (const resource of ['account', 'schedule']) {
		expect(judge('limit', 101, { resource })).toStrictEqual({ value: 101 });
	}
});
