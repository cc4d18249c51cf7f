import { RULES } from '../../nodes/shared/rules/table';
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

describe('Every character of an account ID counts', () => {
	const groups = UUID.split('-');
	const changed = groups.flatMap((group, index) =>
		[group.slice(1), `${group}a`, `g${group.slice(1)}`, `${group.slice(1)}-`].map((wrong) =>
			groups.with(index, wrong).join('-'),
		),
	);

	test.each([...changed, `x${UUID}`, `${UUID}x`, `${UUID}\n${UUID}`, ...groups])(
		'%j is none',
		(value) => {
			expect(judge('tiktokAccountId', value).broken).toContain('a UUID');
		},
	);
});

test('What each field says of nothing, and of what it does not take', () => {
	const said = Object.keys(RULES).map((path) => [
		path,
		judge(path, '').broken ?? 'nothing',
		judge(path, ['?']).broken ?? 'nothing',
	]);
	expect(said).toMatchInlineSnapshot(`
		[
		  [
		    "tiktokAccountId",
		    "is empty; choose a connected account from the list",
		    "must be the ID of a connected account, a UUID, but is ["?"]; choose it from the list",
		  ],
		  [
		    "source",
		    "must be chosen in the node, Media ID or Binary File, but is empty",
		    "must be chosen in the node, Media ID or Binary File, but is empty",
		  ],
		  [
		    "mediaId",
		    "is empty; choose it from the list, or enter its ID",
		    "must be an ID of your library: letters, digits, - and _ only, but is ["?"]",
		  ],
		  [
		    "mediaIds",
		    "is empty; enter the IDs of 2 to 35 images",
		    "has no media ID at position 1 but “?”",
		  ],
		  [
		    "outputJobId",
		    "is empty; enter the outputJobId of a post",
		    "must be the outputJobId of a post: letters, digits, - and _ only, but is ["?"]",
		  ],
		  [
		    "timezone",
		    "must be a time zone such as Europe/Berlin, but is empty",
		    "must be a time zone such as Europe/Berlin, but is ["?"]",
		  ],
		  [
		    "additionalFields.timezone",
		    "must be a time zone such as Europe/Berlin, but is empty",
		    "must be a time zone such as Europe/Berlin, but is ["?"]",
		  ],
		  [
		    "scheduledAt",
		    "is empty; enter the date and time at which to post",
		    "must be a date and time such as 2027-01-31T18:30, but is ["?"]",
		  ],
		  [
		    "caption",
		    "nothing",
		    "must be a text, but is ["?"]",
		  ],
		  [
		    "privacyLevel",
		    "must be one of PUBLIC_TO_EVERYONE, MUTUAL_FOLLOW_FRIENDS, FOLLOWER_OF_CREATOR or SELF_ONLY, but is empty",
		    "must be one of PUBLIC_TO_EVERYONE, MUTUAL_FOLLOW_FRIENDS, FOLLOWER_OF_CREATOR or SELF_ONLY, but is ["?"]",
		  ],
		  [
		    "waitForCompletion",
		    "must be true or false, but is empty",
		    "must be true or false, but is ["?"]",
		  ],
		  [
		    "waitOptions.maxPollInterval",
		    "must be a number of seconds, 1 or more, but is empty",
		    "must be a number of seconds, 1 or more, but is ["?"]",
		  ],
		  [
		    "waitOptions.onTimeout",
		    "must be error or output, but is empty",
		    "must be error or output, but is ["?"]",
		  ],
		  [
		    "waitOptions.timeout",
		    "must be a number of seconds, 1 or more, but is empty",
		    "must be a number of seconds, 1 or more, but is ["?"]",
		  ],
		  [
		    "additionalFields.postMode",
		    "must be direct or inbox, but is empty",
		    "must be direct or inbox, but is ["?"]",
		  ],
		  [
		    "additionalFields.brandedContent",
		    "must be true or false, but is empty",
		    "must be true or false, but is ["?"]",
		  ],
		  [
		    "additionalFields.brandOrganic",
		    "must be true or false, but is empty",
		    "must be true or false, but is ["?"]",
		  ],
		  [
		    "additionalFields.coverIndex",
		    "must be the index of an image, 0 to 34, but is empty",
		    "must be the index of an image, 0 to 34, but is ["?"]",
		  ],
		  [
		    "additionalFields.disableComment",
		    "must be true or false, but is empty",
		    "must be true or false, but is ["?"]",
		  ],
		  [
		    "additionalFields.disableDuet",
		    "must be true or false, but is empty",
		    "must be true or false, but is ["?"]",
		  ],
		  [
		    "additionalFields.disableStitch",
		    "must be true or false, but is empty",
		    "must be true or false, but is ["?"]",
		  ],
		  [
		    "additionalFields.discloseCommercial",
		    "must be true or false, but is empty",
		    "must be true or false, but is ["?"]",
		  ],
		  [
		    "additionalFields.isAigc",
		    "must be true or false, but is empty",
		    "must be true or false, but is ["?"]",
		  ],
		  [
		    "returnAll",
		    "must be true or false, but is empty",
		    "must be true or false, but is ["?"]",
		  ],
		  [
		    "limit",
		    "must be a whole number, 1 or more, but is empty",
		    "must be a whole number, 1 or more, but is ["?"]",
		  ],
		  [
		    "filters.kind",
		    "must be one of image, video or audio, but is empty",
		    "must be one of image, video or audio, but is ["?"]",
		  ],
		  [
		    "filters.source",
		    "must be one of user_upload, model_generated, editor_output, scrape or import, but is empty",
		    "must be one of user_upload, model_generated, editor_output, scrape or import, but is ["?"]",
		  ],
		]
	`);
});
