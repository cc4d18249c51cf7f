import { judge } from '../support/rule.mts';

const UUID = '550e8400-e29b-41d4-a716-446655440000';

/** What no field takes for a word, a number or an ID. */
const NOTHING = [undefined, null, '', ' \n'];

describe.each<[path: string, taken: [unknown, unknown][], refused: unknown[]]>([
	[
		'tiktokAccountId',
		[
			[UUID, UUID],
			[` ${UUID}\n`, UUID],
			[UUID.toUpperCase(), UUID.toUpperCase()],
		],
		[`${UUID}0`, UUID.replaceAll('-', ''), '={{ 1 }}', 5, {}, [UUID], true],
	],
	...['mediaId', 'outputJobId'].map((path): [string, [unknown, unknown][], unknown[]] => [
		path,
		[
			['019e1b70-6f9e', '019e1b70-6f9e'],
			[' v0_A-9 \n', 'v0_A-9'],
			['x', 'x'],
		],
		['.', '..', '...', 'a b', 'a\nb', 'a/b', 'a?b', 'a#b', '%2e', 'é', '\uD800', 'a\u0000', 5, {}],
	]),
	...[
		'waitForCompletion',
		'returnAll',
		...[
			'isAigc',
			'disableComment',
			'disableDuet',
			'disableStitch',
			'discloseCommercial',
			'brandOrganic',
			'brandedContent',
		].map((name) => `additionalFields.${name}`),
	].map((path): [string, [unknown, unknown][], unknown[]] => [
		path,
		[
			[true, true],
			[false, false],
			['true', true],
			['false', false],
			['TRUE', true],
			[' False\n', false],
		],
		['yes', 'no', 'on', '1', '0', 1, 0, {}, [], [true]],
	]),
	[
		'privacyLevel',
		['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY'].map(
			(level) => [level, level],
		),
		['PUBLIC', 'self_only', 'Only Me', 'constructor', 1, {}, ['SELF_ONLY'], true],
	],
	[
		'additionalFields.postMode',
		[
			['direct', 'direct'],
			['inbox', 'inbox'],
		],
		['Direct', 'draft', 'INBOX', {}, ['inbox'], true],
	],
	[
		'waitOptions.onTimeout',
		[
			['error', 'error'],
			['output', 'output'],
		],
		['Output', 'throw', {}, true],
	],
	[
		'filters.kind',
		['image', 'video', 'audio'].map((kind) => [kind, kind]),
		['any', 'Video', 'media', {}],
	],
	[
		'filters.source',
		['user_upload', 'model_generated', 'editor_output', 'scrape', 'import'].map((source) => [
			source,
			source,
		]),
		['any', 'upload', 'User Upload', {}],
	],
	...['waitOptions.timeout', 'waitOptions.maxPollInterval'].map(
		(path): [string, [unknown, unknown][], unknown[]] => [
			path,
			[
				[1, 1],
				[1.5, 1.5],
				['300', 300],
				[' 2.5 ', 2.5],
			],
			[0, 0.1, 0.999, -1, NaN, Infinity, '1e3', '0x10', '5 s', 'Infinity', '0', true, {}, [5]],
		],
	),
	[
		'additionalFields.coverIndex',
		[
			[0, 0],
			[34, 34],
			['1', 1],
		],
		[-1, 35, 0.5, '0.5', 'first', NaN, true, {}, [0]],
	],
	[
		'limit',
		[
			[1, 1],
			[5000, 5000],
			['2', 2],
		],
		[0, -1, 1.5, NaN, Infinity, 'all', true, {}],
	],
])('%s', (path, taken, refused) => {
	test.each(taken)('takes %j as %j', (value, read) => {
		expect(judge(path, value)).toEqual({ value: read });
	});

	test.each([...NOTHING, ...refused])('refuses %j', (value) => {
		const { broken, ...rest } = judge(path, value);
		expect(broken).toMatch(/^(?:is empty; \w|must be .+, but is .)/);
		expect(rest).toEqual({});
	});
});

test('the limit of the media library is that of the API', () => {
	const library = { resource: 'media', operation: 'getAll' };
	expect(judge('limit', 100, library)).toEqual({ value: 100 });
	expect(judge('limit', 101, library)).toEqual({
		broken: 'must be a whole number, 1 to 100, but is 101',
	});
});

test('where all is returned, no limit counts', () => {
	expect(judge('limit', 'all', { fields: { returnAll: true } })).toEqual({ value: undefined });
	expect(judge('limit', 'all', { fields: { returnAll: false } }).broken).toBeDefined();
});

describe('caption', () => {
	const EMOJI = '👩‍👩‍👧';

	test.each([
		['Made with AI #wonda', 'Made with AI #wonda'],
		['  One\nTwo  ', '  One\nTwo  '],
		[2026, '2026'],
		[0, '0'],
		[false, 'false'],
		[undefined, undefined],
		[null, undefined],
		['', undefined],
		['x'.repeat(2200), 'x'.repeat(2200)],
	])('takes %j', (value, read) => {
		expect(judge('caption', value)).toEqual({ value: read });
	});

	test.each([{ text: 'New' }, ['New'], NaN, Infinity, new Date(NaN)])('refuses %j', (value) => {
		expect(judge('caption', value).broken).toMatch(/^must be a text, but is /);
	});

	test('of a carousel is counted in code points', () => {
		const carousel = { resource: 'carousel' };
		expect([...EMOJI]).toHaveLength(5);
		expect(judge('caption', EMOJI.repeat(18), carousel)).toEqual({ value: EMOJI.repeat(18) });
		expect(judge('caption', `${EMOJI.repeat(18)}!`, carousel)).toEqual({
			broken: 'holds up to 90 characters in a carousel, but has 91',
		});
	});
});

describe('brandedContent', () => {
	const POSTED: [privacyLevel: string, postMode: string | undefined, taken: boolean][] = [
		['SELF_ONLY', undefined, false],
		['SELF_ONLY', 'direct', false],
		['SELF_ONLY', 'inbox', true],
		['PUBLIC_TO_EVERYONE', undefined, true],
		['MUTUAL_FOLLOW_FRIENDS', 'direct', true],
		['FOLLOWER_OF_CREATOR', 'direct', true],
	];

	test.each(POSTED)('as %s, %s: taken %s', (privacyLevel, postMode, taken) => {
		const fields = { privacyLevel, 'additionalFields.postMode': postMode };
		expect(judge('additionalFields.brandedContent', false, { fields })).toEqual({ value: false });
		for (const on of [true, 'TRUE']) {
			const { value, broken } = judge('additionalFields.brandedContent', on, { fields });
			if (taken) expect({ value, broken }).toEqual({ value: true });
			else expect(broken).toMatch(/^cannot be posted directly as Only Me, .*Privacy Level/);
		}
	});
});

test.each(['mediaId', 'binary'])('source %s', (source) => {
	expect(judge('source', source, { parameters: { source } })).toEqual({ value: source });
});

test.each(['={{ "binary" }}', '{{ "binary" }}', undefined, 'url'])(
	'source %j is refused, whatever it gives',
	(source) => {
		expect(judge('source', 'binary', { parameters: { source } }).broken).toMatch(
			/^must be chosen in the node, Media ID or Binary File, but is /,
		);
	},
);
