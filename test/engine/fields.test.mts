import type { IDataObject } from 'n8n-workflow';

import { ACCOUNTS } from '../../tools/sandbox/seed.mts';
import { useSandbox } from '../support/sandbox.mts';

const api = useSandbox();

/** How a test puts a value into a field: at its path, from the item's data. */
function setting(path: string): Record<string, unknown> {
	const [name = '', option] = path.split('.');
	const value = '={{ $json.value }}';
	if (name === 'tiktokAccountId') return { [name]: { __rl: true, mode: 'id', value } };
	return { [name]: option === undefined ? value : { [option]: value } };
}

/** Runs a workflow with an item for each value of a field, on its own; what it could not take is an error. */
async function runWith(
	workflow: string,
	path: string,
	values: unknown[],
	others: Record<string, unknown> = {},
) {
	const { outputs, error } = await api.run(workflow, {
		items: values.map((value) => ({ value }) as IDataObject),
		parameters: { ...others, ...setting(path) },
		node: { onError: 'continueRegularOutput' },
	});
	expect(error).toBeUndefined();
	return (outputs[0] ?? []).map(({ json }) => json as { error?: { message: string } });
}

const messages = (results: { error?: { message: string } }[]) =>
	results.map(({ error }) => error?.message);

const LATER = { waitForCompletion: false };

const SWITCHES: [path: string, label: string][] = [
	['additionalFields.brandOrganic', 'Brand Organic'],
	['additionalFields.brandedContent', 'Branded Content'],
	['additionalFields.disableComment', 'Disable Comment'],
	['additionalFields.disableDuet', 'Disable Duet'],
	['additionalFields.disableStitch', 'Disable Stitch'],
	['additionalFields.discloseCommercial', 'Disclose Commercial'],
	['additionalFields.isAigc', 'Is AI-Generated Content'],
];

const PUBLIC = { privacyLevel: 'PUBLIC_TO_EVERYONE' };

describe('What a field does not take is refused before any request, and never left out', () => {
	const LEVELS =
		'Privacy Level must be one of PUBLIC_TO_EVERYONE, MUTUAL_FOLLOW_FRIENDS, FOLLOWER_OF_CREATOR or SELF_ONLY';

	test.each<[path: string, workflow: string, [value: unknown, message: string][]]>([
		[
			'privacyLevel',
			'video-publish',
			[
				[undefined, `${LEVELS}, but is empty`],
				[null, `${LEVELS}, but is empty`],
				['', `${LEVELS}, but is empty`],
				['PUBLIC', `${LEVELS}, but is “PUBLIC”`],
				['Only Me', `${LEVELS}, but is “Only Me”`],
			],
		],
		['privacyLevel', 'carousel-publish', [[undefined, `${LEVELS}, but is empty`]]],
		['privacyLevel', 'video-schedule', [[undefined, `${LEVELS}, but is empty`]]],
		[
			'additionalFields.postMode',
			'video-publish',
			[
				[undefined, 'Post Mode must be direct or inbox, but is empty'],
				[null, 'Post Mode must be direct or inbox, but is empty'],
				['draft', 'Post Mode must be direct or inbox, but is “draft”'],
			],
		],
		...SWITCHES.map(([path, label]): [string, string, [unknown, string][]] => [
			path,
			'video-publish',
			[
				[undefined, `${label} must be true or false, but is empty`],
				[null, `${label} must be true or false, but is empty`],
				['yes', `${label} must be true or false, but is “yes”`],
				[1, `${label} must be true or false, but is 1`],
			],
		]),
		[
			'waitForCompletion',
			'video-publish',
			[
				[undefined, 'Wait for Completion must be true or false, but is empty'],
				['no', 'Wait for Completion must be true or false, but is “no”'],
			],
		],
		[
			'waitOptions.onTimeout',
			'video-publish',
			[
				[undefined, 'On Timeout must be error or output, but is empty'],
				['throw', 'On Timeout must be error or output, but is “throw”'],
			],
		],
		[
			'waitOptions.timeout',
			'video-publish',
			[
				[undefined, 'Timeout (Seconds) must be a number of seconds, 1 or more, but is empty'],
				[0.5, 'Timeout (Seconds) must be a number of seconds, 1 or more, but is 0.5'],
				['soon', 'Timeout (Seconds) must be a number of seconds, 1 or more, but is “soon”'],
			],
		],
		[
			'waitOptions.maxPollInterval',
			'video-publish',
			[
				[null, 'Max Poll Interval (Seconds) must be a number of seconds, 1 or more, but is empty'],
				[0.1, 'Max Poll Interval (Seconds) must be a number of seconds, 1 or more, but is 0.1'],
			],
		],
		[
			'mediaId',
			'video-publish',
			[
				[
					'../tiktok',
					'Media ID must be an ID of your library: letters, digits, - and _ only, but is “../tiktok”',
				],
				[
					'a b',
					'Media ID must be an ID of your library: letters, digits, - and _ only, but is “a b”',
				],
				[5, 'Media ID must be an ID of your library: letters, digits, - and _ only, but is 5'],
				[undefined, 'Media ID is empty; choose it from the list, or enter its ID'],
			],
		],
		[
			'tiktokAccountId',
			'video-publish',
			[[undefined, 'TikTok Account is empty; choose a connected account from the list']],
		],
		[
			'caption',
			'video-publish',
			[
				[{ text: 'New' }, 'Caption must be a text, but is {"text":"New"}'],
				[['New'], 'Caption must be a text, but is ["New"]'],
			],
		],
		[
			'additionalFields.coverIndex',
			'carousel-publish',
			[
				[undefined, 'Cover Index must be the index of an image, 0 to 1, but is empty'],
				['2', 'Cover Index must be the index of an image, 0 to 1, but is “2”'],
			],
		],
		[
			'limit',
			'schedule-get-all',
			[
				[undefined, 'Limit must be a whole number, 1 or more, but is empty'],
				[0, 'Limit must be a whole number, 1 or more, but is 0'],
				[1.5, 'Limit must be a whole number, 1 or more, but is 1.5'],
			],
		],
		[
			'returnAll',
			'account-get-all',
			[
				[undefined, 'Return All must be true or false, but is empty'],
				['all', 'Return All must be true or false, but is “all”'],
			],
		],
		[
			'limit',
			'media-get-all',
			[
				[101, 'Limit must be a whole number, 1 to 100, but is 101'],
				[0, 'Limit must be a whole number, 1 to 100, but is 0'],
				[null, 'Limit must be a whole number, 1 to 100, but is empty'],
			],
		],
		[
			'filters.kind',
			'media-get-all',
			[
				[undefined, 'Kind must be one of image, video or audio, but is empty'],
				['any', 'Kind must be one of image, video or audio, but is “any”'],
			],
		],
		[
			'filters.source',
			'media-get-all',
			[
				[
					null,
					'Source must be one of user_upload, model_generated, editor_output, scrape or import, but is empty',
				],
			],
		],
	])('%s of %s', async (path, workflow, cases) => {
		const results = await runWith(
			workflow,
			path,
			cases.map(([value]) => value),
			path === 'limit' ? { returnAll: false } : {},
		);
		expect(messages(results)).toEqual(cases.map(([, message]) => message));
		expect(api.sent()).toEqual([]);
	});

	test.each([
		['timeout', /^Timeout \(Seconds\) must be a number/],
		['maxPollInterval', /^Max Poll Interval \(Seconds\) must be a number/],
		['onTimeout', /^On Timeout must be error or output/],
	])('how to wait counts only for the items that are waited for: %s', async (name, message) => {
		const run = async (wait: boolean) =>
			await api.run('video-publish', {
				items: [{ wait, odd: {} }],
				parameters: {
					waitForCompletion: '={{ $json.wait }}',
					waitOptions: { [name]: '={{ $json.odd }}' },
				},
			});
		expect((await run(true)).error?.message).toMatch(message);
		expect(api.sent()).toEqual([]);
		expect((await run(false)).outputs[0]).toHaveLength(1);
		expect(api.sent()).toHaveLength(1);
	});

	test('a batch is refused as a whole, with the number of the item and the name of the field', async () => {
		const { error } = await api.run('video-publish', {
			items: [{ isAigc: 'TRUE' }, { isAigc: 'yes' }],
			parameters: { ...LATER, additionalFields: { isAigc: '={{ $json.isAigc }}' } },
		});
		expect(error?.description).toContain(
			'Item 1: Is AI-Generated Content must be true or false, but is “yes”',
		);
		expect(api.sent()).toEqual([]);
	});

	test.each(['={{ "binary" }}', '={{ $json.source }}'])(
		'a Source by expression: %s',
		async (source) => {
			const { error } = await api.run('video-publish', {
				items: [{ source: 'mediaId' }],
				parameters: { source },
			});
			expect(error?.message).toMatch(/Source must be chosen in the node, Media ID or Binary File/);
			expect(api.sent()).toEqual([]);
		},
	);

	test('what users entered is quoted on one line of a readable length', async () => {
		const [result] = await runWith('video-publish', 'privacyLevel', [`a\nb${'x'.repeat(60_000)}`]);
		const { message = '' } = result?.error ?? {};
		expect(message).toContain('but is “a bxxx');
		expect(message.length).toBeLessThan(300);
		expect(message).not.toContain('\n');
	});
});

const bodies = () => api.sent('POST').map(({ body }) => body as IDataObject);

describe('Texts of spreadsheets are read as what they say', () => {
	test.each(SWITCHES)('%s', async (path) => {
		const name = path.split('.').at(-1) as string;
		await runWith('video-publish', path, ['TRUE', 'true', ' True ', true], { ...LATER, ...PUBLIC });
		expect(bodies().map((body) => body[name])).toEqual([true, true, true, true]);

		api.sandbox.reset();
		await runWith('video-publish', path, ['FALSE', ' false\n', false], { ...LATER, ...PUBLIC });
		expect(bodies().map((body) => body[name])).toEqual([false, false, false]);
	});

	test('waitForCompletion', async () => {
		const items = await runWith('video-publish', 'waitForCompletion', ['FALSE', false, 'TRUE']);
		expect(items.map((item) => (item as IDataObject).status)).toEqual([
			'queued',
			'queued',
			'succeeded',
		]);
	});

	test('returnAll and limit', async () => {
		for (let count = 0; count < 3; count++) api.sandbox.addAccount();
		expect(await runWith('account-get-all', 'returnAll', ['TRUE'], { limit: 2 })).toHaveLength(5);
		expect(await runWith('account-get-all', 'returnAll', ['FALSE'], { limit: 2 })).toHaveLength(2);
		expect(await runWith('account-get-all', 'limit', ['3'], { returnAll: false })).toHaveLength(3);
	});

	test('coverIndex goes out as a number', async () => {
		await runWith('carousel-publish', 'additionalFields.coverIndex', ['1']);
		expect(bodies()[0]?.coverIndex).toBe(1);
	});

	test('timeout and maxPollInterval', async () => {
		const items = await runWith('video-publish', 'waitOptions.timeout', ['30']);
		expect((items[0] as IDataObject).status).toBe('succeeded');
		expect(
			(await runWith('video-publish', 'waitOptions.maxPollInterval', [' 2 ']))[0],
		).toMatchObject({ status: 'succeeded' });
	});

	test('an account ID in capitals', async () => {
		await runWith('video-publish', 'tiktokAccountId', [ACCOUNTS.studio.toUpperCase()], LATER);
		expect(bodies()[0]?.tiktokAccountId).toBe(ACCOUNTS.studio.toUpperCase());
	});
});

describe('Branded content that only its creator can see', () => {
	const fields = (more: object = {}) => ({ brandedContent: true, ...more });

	test.each([
		['video-publish', {}],
		['video-publish', { postMode: 'direct' }],
		['video-schedule', {}],
		['carousel-publish', {}],
	])('is refused before any request: %s with %j', async (workflow, more) => {
		const { error } = await api.run(workflow, { parameters: { additionalFields: fields(more) } });
		expect(error?.message).toMatch(/^Branded Content cannot be posted directly as Only Me, /);
		expect(api.sent()).toEqual([]);
	});

	test('is left to the API in the inbox', async () => {
		const additionalFields = fields({ postMode: 'inbox' });
		await api.run('video-publish', { parameters: { ...LATER, additionalFields } });
		expect(bodies()[0]).toMatchObject({ privacyLevel: 'SELF_ONLY', ...additionalFields });
	});
});

test('what is checked is what is sent, where an expression gives something else each time', async () => {
	await api.run('video-publish', {
		items: Array.from({ length: 30 }, () => ({})),
		parameters: {
			...LATER,
			additionalFields: { isAigc: '={{ Math.random() < 0.5 ? "TRUE" : "no" }}' },
		},
		node: { onError: 'continueRegularOutput' },
	});
	for (const { isAigc } of bodies()) expect(isAigc).toBe(true);
});

test('what another operation has left in a collection is neither sent nor checked', async () => {
	const { error } = await api.run('video-publish', {
		parameters: { ...LATER, additionalFields: { coverIndex: 99, timezone: 'none' } },
	});
	expect(error).toBeUndefined();
	expect(bodies()[0]).not.toHaveProperty('coverIndex');
});

test('a list of 60,000 characters holds nobody up', async () => {
	const begun = process.cpuUsage();
	const texts = [' ', ',', ', ', '\n', ',\n'].map((part) => `a${part.repeat(30_000)}b`);
	const results = await runWith('carousel-publish', 'mediaIds', texts);
	for (const message of messages(results)) expect(message).toMatch(/^Media IDs /);
	const times = ['2', '2027-01-01T10:00:00.', ' ', '1 '].map((part) => part.repeat(30_000));
	const late = await runWith('video-schedule', 'scheduledAt', times);
	for (const message of messages(late)) expect(message).toMatch(/^Scheduled At /);
	expect(process.cpuUsage(begun).user / 1000).toBeLessThan(10_000);
	expect(api.sent()).toEqual([]);
});

test('a value that an expression gives by the credential cannot be told from the outcome', async () => {
	for (let count = 0; count < 3; count++) api.sandbox.addAccount();
	const { outputs } = await api.run('account-get-all', {
		parameters: { returnAll: '={{ !!$credentials }}', limit: 1 },
		node: { onError: 'continueRegularOutput' },
	});
	expect(outputs[0]).toHaveLength(1);
});
