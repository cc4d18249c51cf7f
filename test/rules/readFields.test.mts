import type { IDataObject, INode } from 'n8n-workflow';

import { readFields } from '../../nodes/shared/rules/readFields';
import type { FieldRule, Rules } from '../../nodes/shared/rules/rule';
import { contextOf, read } from './node.mts';

describe('A value that is sent', () => {
	test('is read where it goes out, and what the API takes stands there instead', async () => {
		const outcome = await read(
			{ privacyLevel: '={{ … }}', additionalFields: { isAigc: '={{ … }}' }, limit: '={{ … }}' },
			{ body: { privacyLevel: ' SELF_ONLY ', isAigc: 'TRUE', more: 1 }, qs: { limit: '5' } },
		);
		expect(outcome).toStrictEqual({
			fields: { privacyLevel: 'SELF_ONLY', 'additionalFields.isAigc': true, limit: 5 },
			broken: [],
			asked: [],
			request: { body: { privacyLevel: 'SELF_ONLY', isAigc: true, more: 1 }, qs: { limit: 5 } },
		});
	});

	test('stays as it was where it is wrong', async () => {
		const { fields, broken, request } = await read(
			{ caption: '', privacyLevel: '', limit: 1 },
			{ body: { caption: ['New'], privacyLevel: 'ALL' }, qs: { limit: 0 } },
		);
		expect(fields).toStrictEqual({});
		expect(broken).toEqual([
			'Caption must be a text, but is ["New"]',
			'Privacy Level must be one of PUBLIC_TO_EVERYONE, MUTUAL_FOLLOW_FRIENDS, FOLLOWER_OF_CREATOR or SELF_ONLY, but is “ALL”',
			'Limit must be a whole number, 1 or more, but is 0',
		]);
		expect(request).toStrictEqual({
			body: { caption: ['New'], privacyLevel: 'ALL' },
			qs: { limit: 0 },
		});
	});

	test('is left out where it is empty', async () => {
		const { fields, request } = await read({ caption: '' }, { body: { caption: '' } });
		expect(fields).toStrictEqual({ caption: undefined });
		expect(request).toStrictEqual({ body: { caption: undefined } });
		expect(JSON.stringify(request.body)).toBe('{}');
	});

	test.each([{ body: {} }, { body: undefined }, {}, { qs: { caption: 'no' } }])(
		'is asked of n8n where it is not there: %j',
		async (parts) => {
			const before = structuredClone(parts);
			const { fields, broken, asked, request } = await read({ caption: '=x' }, parts, {
				caption: 7,
			});
			expect({ fields, broken, asked }).toStrictEqual({
				fields: { caption: '7' },
				broken: [],
				asked: ['caption'],
			});
			expect(request).toStrictEqual(before);
		},
	);

	test('is not what every object has by itself', async () => {
		const field: FieldRule = { label: 'A', rule: (value) => ({ value }), sent: 'body' };
		const rules = { toString: field } as unknown as Rules;
		const { fields } = await read({ toString: 1 }, { body: {} }, { toString: 5 }, rules);
		expect(fields).toEqual({ toString: 5 });
	});
});

describe('A value that stays in n8n', () => {
	test('is asked of n8n, without the mode in which it was chosen', async () => {
		const { fields, broken, asked, request } = await read(
			{ outputJobId: {}, waitForCompletion: true, waitOptions: { timeout: 5 } },
			{ body: { outputJobId: 'x', timeout: 1 } },
			{ outputJobId: ' job-1 ', waitForCompletion: 'TRUE', 'waitOptions.timeout': '60' },
		);
		expect(fields).toStrictEqual({
			outputJobId: 'job-1',
			waitForCompletion: true,
			'waitOptions.timeout': 60,
		});
		expect(broken).toEqual([]);
		expect(asked).toEqual(['outputJobId', 'waitForCompletion', 'waitOptions.timeout']);
		expect(request).toStrictEqual({ body: { outputJobId: 'x', timeout: 1 } });
	});

	test('cannot be read where n8n throws', async () => {
		const { fields, broken } = await read(
			{ outputJobId: '={{ … }}', waitForCompletion: true },
			{},
			{ outputJobId: new Error('invalid\nsyntax'), waitForCompletion: false },
		);
		expect(fields).toStrictEqual({ waitForCompletion: false });
		expect(broken).toEqual(['Job ID cannot be read: “invalid syntax”']);
	});
});

describe('A field that the node does not show', () => {
	const wrong = { body: { postMode: 'x', isAigc: 'x', caption: {} } };

	test.each<[string, IDataObject]>([
		['none at all', {}],
		['a collection without it', { additionalFields: {} }],
		['a collection that is nothing', { additionalFields: undefined }],
		['a collection that is null', { additionalFields: null }],
		['a collection that is a text', { additionalFields: 'postMode' }],
		['a collection that is a list', { additionalFields: ['postMode'] }],
		['a field of the same name elsewhere', { postMode: 'x', filters: { isAigc: 'x' } }],
	])('has no rule: %s', async (_name, parameters) => {
		const { fields, broken, asked } = await read(parameters, wrong);
		expect({ fields, broken, asked }).toStrictEqual({ fields: {}, broken: [], asked: [] });
	});

	test('does not hide one that it shows', async () => {
		const { broken } = await read({ additionalFields: { postMode: undefined } }, wrong);
		expect(broken).toEqual(['Post Mode must be direct or inbox, but is “x”']);
	});

	test('may be several levels down', async () => {
		const rules: Rules = {
			'a.b.c': { label: 'C', rule: (value) => ({ value }), sent: 'body' },
			'a.b.d': { label: 'D', rule: (value) => ({ value }), sent: 'body' },
		};
		const { fields } = await read({ a: { b: { c: 1 } } }, { body: { c: 2, d: 3 } }, {}, rules);
		expect(fields).toStrictEqual({ 'a.b.c': 2 });
	});

	test.each(['text', 5])('parameters that are %j show none', async (parameters) => {
		const { context } = contextOf({});
		const getNode = () => ({ parameters: parameters as unknown as IDataObject }) as INode;
		const reading = readFields({ ...context, getNode }, wrong);
		expect(await reading).toStrictEqual({ fields: {}, broken: [] });
	});
});
