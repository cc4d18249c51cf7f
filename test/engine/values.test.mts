import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { MEDIA } from '../../tools/sandbox/seed.mts';
import { CONTENT, inMemory } from '../support/files.mts';
import { readLog } from '../support/log.mts';
import { reveal } from '../support/reveal.mts';
import { useSandbox } from '../support/sandbox.mts';
import { tryValues } from '../support/values.mts';

const api = useSandbox();

const publish = async (parameters: object, item: IDataObject = {}) =>
	await api.run('video-publish', {
		items: [item],
		parameters: { waitForCompletion: false, ...parameters },
	});

describe('A caption', () => {
	test.each<[name: string, caption: string, item: IDataObject, sent: string | undefined]>([
		[
			'of a regular expression with hexadecimal escapes',
			'={{ $json.t.replace(/[^\\x00-\\x7F]/g, "") }}',
			{ t: 'Größe 🎬 #wonda' },
			'Gre  #wonda',
		],
		['that mentions $credentials', 'Type $credentials.apiKey', {}, 'Type $credentials.apiKey'],
		[
			'of a cell that mentions it in braces',
			'={{ $json.t }}',
			{ t: '{{ $credentials.apiKey }}' },
			'{{ $credentials.apiKey }}',
		],
		['of a cell that is empty', '={{ $json.t }}', { t: null }, undefined],
		['of a cell without a text', '={{ $json.t }}', { t: '' }, undefined],
	])('%s goes out as it is meant', async (_name, caption, item, sent) => {
		const { error } = await publish({ caption }, item);

		expect(error).toBeUndefined();
		expect((api.sent('POST')[0]?.body as IDataObject).caption).toBe(sent);
	});

	test.each([
		['={{ $json.captoin }}', { caption: 'Hi' }, /^Caption resolves to nothing/],
		[
			'={{ "To " + $json.who }}',
			{ who: { name: 'Anna' } },
			/^Caption contains “\[object Object\]”/,
		],
		['={{ $json.t.slice(0, 4) }}', { t: 'Hi 😀' }, /^Caption contains half of an emoji/],
		['={{ "" + $json.captoin }}', {}, /^Caption is what an expression makes of a missing value/],
		['={{ $json.cell }}', { cell: '#N/A' }, /^Caption is what a spreadsheet shows/],
	])('%s is refused by its name', async (caption, item, message) => {
		const { error } = await publish({ caption }, item as IDataObject);

		expect(error?.message).toMatch(message);
		expect(api.sent()).toEqual([]);
	});
});

describe('The API key', () => {
	const bare = () => api.sandbox.apiKey.replace('sk_', '');

	test.each<[name: string, label: string, workflow: string, parameters: () => object]>([
		['a caption', 'Caption', 'video-publish', () => ({ caption: `Hi ${api.sandbox.apiKey}!` })],
		['a part of it', 'Caption', 'carousel-publish', () => ({ caption: bare() })],
		['other letters', 'Caption', 'video-schedule', () => ({ caption: bare().toUpperCase() })],
		['an ID of a media', 'Media ID', 'video-publish', () => ({ mediaId: api.sandbox.apiKey })],
		['a list', 'Media IDs', 'carousel-publish', () => ({ mediaIds: `x, ${bare()}` })],
		['an ID of a job', 'Job ID', 'job-get', () => ({ outputJobId: api.sandbox.apiKey })],
		['what is canceled', 'Scheduled Post', 'schedule-cancel', () => ({ outputJobId: bare() })],
	])('is sent in no field, by mistake: %s', async (_name, label, workflow, parameters) => {
		const outcome = await api.run(workflow, { parameters: { ...parameters() } });

		expect(outcome.error?.message).toBe(`${label} contains the API key; remove it`);
		expect(outcome.error?.description).toContain('Nothing was sent.');
		expect(api.sent()).toEqual([]);
	});

	test('is no value of an expression that asks for it', async () => {
		const { error } = await publish({ caption: '={{ $credentials.apiKey }}' });

		expect(error?.message).toMatch(/^Caption /);
		expect(api.sent()).toEqual([]);
	});

	test('is quoted by no error about a value', async () => {
		const { error } = await publish({ privacyLevel: '={{ $json.level }}' }, { level: bare() });

		expect(error?.message).toMatch(/but is “\[API key\]”/);
		expect(reveal(error)).not.toContain(bare());
	});

	/** An answer that repeats the key in a value, and as a name. */
	const REPEATS = { note: 'Your key is {{key}}', '{{key}}': 1 };
	const JOB = { outputJobId: randomUUID(), status: 'queued', ...REPEATS };

	test.each<[workflow: string, json: object]>([
		['video-publish', JOB],
		['job-get', JOB],
		['media-get', { mediaId: 'm', ...REPEATS }],
		['media-get-all', { media: [{ mediaId: 'm', ...REPEATS }] }],
		['account-get-all', [REPEATS]],
		['schedule-get-all', { scheduled: [JOB] }],
		['media-upload', { mediaId: 'm', ...REPEATS }],
	])('is in no output although a success repeats it: %s', async (workflow, json) => {
		const lines = readLog();
		api.sandbox.faults.add({ kind: 'status', status: 200, json });
		const { outputs, error } = await api.run(workflow, {
			files: [{ data: inMemory(CONTENT.mp4) }],
			parameters: { outputJobId: randomUUID(), mediaId: MEDIA.videos[0], waitForCompletion: false },
		});
		jest.restoreAllMocks();

		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject({ note: 'Your key is [API key]', '[API key]': 1 });
		expect(reveal([outputs, lines])).not.toContain(bare());
	});
});

test('Media > Get Many outputs as many as were asked for, whatever the answer holds', async () => {
	api.allowViolations();
	const media = Array.from({ length: 120_000 }, (_, id) => ({ mediaId: String(id) }));
	api.sandbox.faults.add({ path: '/media', kind: 'status', status: 200, json: { media } });
	const { outputs } = await api.run('media-get-all', { parameters: { limit: 100 } });

	expect(outputs[0]).toHaveLength(100);
});

describe('A value that looks right', () => {
	const THERE = { additionalFields: {} };

	test('is read as it looks: spaces of any width, and what has none', async () => {
		const time = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 16);
		const times = ['\u00a0', '\u202f', ' \u200b'].map((space) => time.replace('T', space));
		const settings = { timezone: 'UTC' };
		for (const { message, body } of await tryValues(
			api,
			'video-schedule',
			'scheduledAt',
			times,
			THERE,
			settings,
		)) {
			expect(message).toBeUndefined();
			expect(body?.scheduledAt).toBe(`${time}:00+00:00`);
		}

		const levels = ['Everyone', 'only\u00a0me', 'SELF_ONLY\u200b', ' friends (mutual followers) '];
		const sent = await tryValues(api, 'video-publish', 'privacyLevel', levels);
		expect(sent.map(({ body }) => body?.privacyLevel)).toEqual([
			'PUBLIC_TO_EVERYONE',
			'SELF_ONLY',
			'SELF_ONLY',
			'MUTUAL_FOLLOW_FRIENDS',
		]);
	});

	test.each([
		['scheduledAt', 'video-schedule', '2027\u201101\u201131 18:30', /U\+2011/],
		['privacyLevel', 'video-publish', 'SELF\u2013ONLY', /U\+2013/],
		['tiktokAccountId', 'video-publish', '550e8400\u2010e29b', /U\+2010/],
		['scheduledAt', 'video-schedule', '2026-12-05 18:30 BST', /must not use “BST” as a time zone/],
	])('and is not is named: %s', async (path, workflow, value, message) => {
		const [tried] = await tryValues(api, workflow, path, [value]);
		expect(tried?.message).toMatch(message);
		expect(api.sent()).toEqual([]);
	});

	test.each(['null', 'undefined', 'NaN'])('is no media: “%s”', async (value) => {
		const { error } = await publish({ mediaId: value });
		expect(error?.message).toMatch(/^Media ID must be /);
		expect(api.sent()).toEqual([]);
	});

	test('and is a day too late names the latest time', async () => {
		const [tried] = await tryValues(api, 'video-schedule', 'scheduledAt', [
			new Date(Date.now() + 30 * 86_400_000).toISOString(),
		]);
		expect(tried?.message).toMatch(/5 minutes to 29 days ahead, but is .*; the latest time is 20/);
	});
});
