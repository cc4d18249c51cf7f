import { readFields } from '../../nodes/shared/rules/readFields';
import type { Rules } from '../../nodes/shared/rules/rule';
import { contextOf, read } from './node.mts';

describe('Fields beside one another', () => {
	test('know the resource, the operation and what was read before', async () => {
		const seen: unknown[] = [];
		const rules: Rules = {
			one: { label: 'One', rule: () => ({ broken: 'is wrong' }) },
			two: {
				label: 'Two',
				rule: (_value, { resource, operation, fields, wrong, body }) => {
					seen.push(resource, operation, { ...fields }, [...wrong], body);
					return { value: 2 };
				},
			},
			three: {
				label: 'Three',
				rule: (_value, { fields, wrong }) => {
					seen.push({ ...fields }, [...wrong]);
					return {};
				},
			},
		};
		const shown = { resource: 'job', operation: 'get', one: 1, two: 1, three: 1 };
		const { fields, broken } = await read(shown, { body: { id: 1 } }, {}, rules);
		expect(seen).toEqual(['job', 'get', {}, ['one'], { id: 1 }, { two: 2 }, ['one']]);
		expect(fields).toStrictEqual({ two: 2, three: undefined });
		expect(broken).toEqual(['One is wrong']);
	});

	test('are read in the order of the table, whatever that of the node', async () => {
		const { broken } = await read(
			{ caption: 1, scheduledAt: 1, timezone: 1, additionalFields: { coverIndex: 1 } },
			{ body: { caption: {}, scheduledAt: 'soon', coverIndex: 35 } },
			{ timezone: 'Berlin' },
		);
		// Of a time beside a wrong zone nothing is said.
		expect(broken).toEqual([
			'Timezone must be a time zone such as Europe/Berlin, but is “Berlin”',
			'Caption must be a text, but is {}',
			'Cover Index must be the index of an image, 0 to 34, but is 35',
		]);
	});

	test('find the body as it was read', async () => {
		const { broken, request } = await read(
			{ resource: 'carousel', mediaIds: 1, caption: 1, additionalFields: { coverIndex: 1 } },
			{ body: { mediaIds: 'a,b,c', caption: 'x'.repeat(91), coverIndex: '3' } },
		);
		expect(broken).toEqual([
			'Caption holds up to 90 characters in a carousel, but has 91',
			'Cover Index must be the index of an image, 0 to 2, but is “3”',
		]);
		expect(request.body).toMatchObject({ mediaIds: ['a', 'b', 'c'] });
	});
});

describe('A rule that takes its time', () => {
	const rules: Rules = {
		first: {
			label: 'First',
			rule: () => ({ value: ['file'], broken: Promise.resolve('names a file') }),
			sent: 'body',
			as: ['other', 'ids'],
		},
		second: {
			label: 'Second',
			rule: () => ({ value: 'good', broken: Promise.resolve(undefined) }),
			sent: 'body',
		},
	};

	test('has its value in the body before, and its words at their place', async () => {
		const { context } = contextOf({ first: 1, second: 1, caption: 1 });
		const body = { ids: 'a', second: 'b', first: 'kept', caption: {} };
		const reading = readFields(context, { body }, rules);
		expect(body).toStrictEqual({ ids: ['file'], second: 'good', first: 'kept', caption: {} });
		expect(await reading).toStrictEqual({
			fields: { first: ['file'], second: 'good' },
			broken: ['First names a file', 'Caption must be a text, but is {}'],
		});
	});
});
