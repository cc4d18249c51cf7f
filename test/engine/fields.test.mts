import type { IDataObject } from 'n8n-workflow';

import { MEDIA } from '../../tools/sandbox/seed.mts';
import { useSandbox } from '../support/sandbox.mts';
import { tryValues } from '../support/values.mts';

const api = useSandbox();

/** What each field says of a value that it does not take, before it names the value. */
const RULES = {
	privacyLevel:
		'Privacy Level must be one of Everyone, Followers, Friends (Mutual Followers) or Only Me',
	mediaId: 'Media ID must be an ID of your library: letters, digits, - and _ only',
	mediaIds: 'Media IDs takes 2 to 35 images, but has',
	account: 'TikTok Account must be the ID of a connected account, a UUID',
	coverIndex: 'Cover Index must be the index of an image, 0 to 1',
	caption: 'Caption must be text',
};

const NOTHING = [undefined, null, ''];

/** A rule that is broken by nothing at all, and by some values. */
const breaks = (rule: string, ...values: [value: unknown, shown: string][]): [unknown, string][] =>
	[...NOTHING.map((value): [unknown, string] => [value, 'empty']), ...values].map(
		([value, shown]) => [value, `${rule}, but is ${shown}`],
	);

/** Switches with their labels. */
const SWITCHES = {
	brandOrganic: 'Your Brand',
	brandedContent: 'Branded Content',
	disableComment: 'Disable Comments',
	disableDuet: 'Disable Duet',
	disableStitch: 'Disable Stitch',
	discloseCommercial: 'Disclose Commercial Content',
	isAigc: 'Is AI-Generated Content',
};

const FIRST = MEDIA.jpegs[0];

const EMPTY_ACCOUNT = 'TikTok Account is empty; choose a connected account from the list';
const EMPTY_MEDIA = 'Media ID is empty; choose it from the list, or enter its ID';

describe('What a field does not take is refused before any request, and never left out', () => {
	test.each<[path: string, workflow: string, [value: unknown, message: string][]]>([
		...['video-publish', 'video-schedule', 'carousel-publish'].map(
			(workflow): [string, string, [unknown, string][]] => [
				'privacyLevel',
				workflow,
				breaks(RULES.privacyLevel, ['PUBLIC', '“PUBLIC”'], [['SELF_ONLY'], '["SELF_ONLY"]']),
			],
		),
		[
			'additionalFields.postMode',
			'video-publish',
			breaks('Post Mode must be Direct or Inbox', ['draft', '“draft”']),
		],
		...Object.entries(SWITCHES).map(([name, label]): [string, string, [unknown, string][]] => [
			`additionalFields.${name}`,
			'video-publish',
			breaks(`${label} must be true or false`, ['yes', '“yes”'], [1, '1'], [{}, '{}']),
		]),
		[
			'waitForCompletion',
			'video-publish',
			breaks('Wait for Completion must be true or false', ['no', '“no”']),
		],
		[
			'mediaId',
			'video-publish',
			[
				...[' \n', null, undefined].map((value): [unknown, string] => [value, EMPTY_MEDIA]),
				['../tiktok', `${RULES.mediaId}, but is “../tiktok”`],
				[5, `${RULES.mediaId}, but is 5`],
			],
		],
		[
			'tiktokAccountId',
			'video-publish',
			[
				[undefined, EMPTY_ACCOUNT],
				['@wonda.studio', `${RULES.account}, but is “@wonda.studio”; choose it from the list`],
			],
		],
		...['video-publish', 'carousel-publish'].map(
			(workflow): [string, string, [unknown, string][]] => [
				'caption',
				workflow,
				[
					[{ text: 'New' }, `${RULES.caption}, but is {"text":"New"}`],
					[['New', 'Old'], `${RULES.caption}, but is ["New","Old"]`],
				],
			],
		),
		[
			'caption',
			'carousel-publish',
			['x', '👍'].map((letter): [unknown, string] => [
				letter.repeat(91),
				'Caption can have up to 90 characters in a carousel, but has 91',
			]),
		],
		[
			'additionalFields.coverIndex',
			'carousel-publish',
			breaks(RULES.coverIndex, [-1, '-1'], [2, '2'], [0.5, '0.5'], ['first', '“first”']),
		],
		[
			'mediaIds',
			'carousel-publish',
			[
				[FIRST, `${RULES.mediaIds} 1`],
				[Array(36).fill(FIRST), `${RULES.mediaIds} 36`],
				['', 'Media IDs is empty; add 2 to 35 images under Images, or enter their IDs'],
				[[FIRST, FIRST, null], 'Media IDs has nothing at position 3'],
				[{ a: 1 }, 'Media IDs must be a list of media IDs, but is {"a":1}'],
			],
		],
	])('%s of %s', async (path, workflow, cases) => {
		const values = cases.map(([value]) => value);
		const tried = await tryValues(api, workflow, path, values);
		expect(tried.map(({ message }) => message)).toEqual(cases.map(([, message]) => message));
		expect(tried[0]?.description).toContain('Nothing was sent');
		expect(api.sent()).toEqual([]);
	});

	test.each<[workflow: string, path: string, cases: [value: unknown, message: string][]]>([
		[
			'schedule-get-all',
			'limit',
			breaks('Limit must be a whole number, 1 or more', [0, '0'], [1.5, '1.5']),
		],
		['account-get-all', 'returnAll', breaks('Return All must be true or false', ['all', '“all”'])],
		[
			'media-get-all',
			'limit',
			breaks('Limit must be a whole number, 1 to 100', [101, '101'], [0, '0']),
		],
		[
			'media-get-all',
			'filters.kind',
			breaks('Kind must be one of Audio, Image or Video', ['any', '“any”']),
		],
		[
			'media-get-all',
			'filters.source',
			breaks(
				'Source must be one of Editor Output, Import, Model Generated, Scrape or User Upload',
				['upload', '“upload”'],
			),
		],
	])('%s: %s', async (workflow, path, cases) => {
		const [name = '', option] = path.split('.');
		const value = '={{ $json.value }}';
		const { outputs } = await api.run(workflow, {
			items: cases.map(([given]) => ({ value: given }) as IDataObject),
			parameters: {
				...(name === 'limit' && { returnAll: false }),
				[name]: option === undefined ? value : { [option]: value },
			},
			node: { onError: 'continueRegularOutput' },
		});
		const messages = outputs[0]?.map(({ json }) => (json.error as Error | undefined)?.message);
		expect(messages).toEqual(cases.map(([, message]) => message));
		expect(api.sent()).toEqual([]);
	});

	test.each([
		['mediaId that was left empty', { mediaId: '' }],
		['account that was never chosen', { tiktokAccountId: { __rl: true, mode: 'list', value: '' } }],
	])('n8n itself refuses a %s', async (_name, parameters) => {
		await expect(api.run('video-publish', { parameters })).rejects.toThrow(/issues/);
		expect(api.sent()).toEqual([]);
	});
});

test('all that is wrong with an item is named', async () => {
	const { error } = await api.run('carousel-publish', {
		parameters: {
			mediaIds: FIRST,
			caption: 'x'.repeat(91),
			tiktokAccountId: { __rl: true, mode: 'id', value: 'nobody' },
			additionalFields: { coverIndex: 99 },
		},
	});
	for (const field of ['TikTok Account', 'Media IDs', 'Caption', 'Cover Index']) {
		expect(error?.message).toMatch(new RegExp(`(^|\\. )${field} `));
	}
	expect(api.sent()).toEqual([]);
});

test.each(['={{ "binary" }}', '={{ $json.source }}'])(
	'a Source by expression is refused: %s',
	async (source) => {
		const { error } = await api.run('video-publish', {
			items: [{ source: 'mediaId' }],
			parameters: { source },
		});
		expect(error?.message).toMatch(/Source must be chosen in the node, /);
		expect(api.sent()).toEqual([]);
	},
);

test('Media > Upload refuses the Source that it does not have', async () => {
	const { error } = await api.run('media-upload', { parameters: { source: 'mediaId' } });

	expect(error?.message).toBe('Source must be chosen in the node, from its list, but is “mediaId”');
	expect(api.sent()).toEqual([]);
});

test('what users entered is quoted on one line of a readable length', async () => {
	const value = `a\nb${'x'.repeat(60_000)}`;
	const [{ message = '' } = {}] = await tryValues(api, 'video-publish', 'privacyLevel', [value]);
	expect(message).toContain('but is “a bxxx');
	expect(message.length).toBeLessThan(300);
	expect(message).not.toContain('\n');
});

test('what is checked is what is sent, where an expression gives something else each time', async () => {
	await tryValues(api, 'video-publish', 'nothing', Array(30).fill(1), {
		additionalFields: { isAigc: '={{ Math.random() < 0.5 ? "TRUE" : "no" }}' },
	});
	for (const { body } of api.sent('POST')) expect(body).toMatchObject({ isAigc: true });
});

test('values of 60,000 characters hold nobody up', async () => {
	const begun = process.cpuUsage();
	const lists = [' ', ',', ', ', '\n', ',\n'].map((part) => `a${part.repeat(30_000)}b`);
	for (const { message } of await tryValues(api, 'carousel-publish', 'mediaIds', lists)) {
		expect(message).toMatch(/^Media IDs /);
	}
	const times = ['2', '2027-01-01T10:00:00.', ' ', '1 '].map((part) => part.repeat(30_000));
	for (const { message } of await tryValues(api, 'video-schedule', 'scheduledAt', times)) {
		expect(message).toMatch(/^Scheduled At /);
	}
	expect(process.cpuUsage(begun).user / 1000).toBeLessThan(10_000);
	expect(api.sent()).toEqual([]);
});

// n8n hands such workflows to the node: they come from hands, scripts and models, not from the editor.
describe.each([
	['carousel', 'schedule', 'operation “schedule” of the resource “carousel”'],
	['video', 'getAll', 'operation “getAll” of the resource “video”'],
	['photo', 'publish', 'resource “photo”'],
])('%s > %s, which does not exist', (resource, operation, what) => {
	test.each([undefined, 'continueRegularOutput'] as const)(
		'is refused, and nothing is sent: On Error %s',
		async (onError) => {
			const { outputs, error } = await api.run('carousel-publish', {
				items: [{}, {}],
				parameters: { resource, operation, scheduledAt: '2030-01-01T10:00:00Z' },
				node: onError && { onError },
			});
			const errors = outputs.flat().map(({ json }) => json.error as Error);
			const messages = onError ? errors.map(({ message }) => message) : [error?.message];
			expect(messages).toEqual(Array(onError ? 2 : 1).fill(`There is no ${what}`));
			expect(api.sandbox.requests).toEqual([]);
		},
	);
});
