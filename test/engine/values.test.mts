import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { MEDIA } from '../../tools/sandbox/seed.mts';
import { CONTENT, inMemory } from '../support/files.mts';
import { readLog } from '../support/log.mts';
import { reveal } from '../support/reveal.mts';
import { useSandbox } from '../support/sandbox.mts';

const api = useSandbox();

const publish = async (parameters: object, item: IDataObject = {}) =>
	await api.run('video-publish', {
		items: [item],
		parameters: { waitForCompletion: false, ...parameters },
	});

describe('The API key', () => {
	const bare = () => api.sandbox.apiKey.replace('sk_', '');

	test.each<[name: string, label: string, workflow: string, parameters: () => object]>([
		['a caption', 'Caption', 'video-publish', () => ({ caption: `Hi ${api.sandbox.apiKey}!` })],
		['a part of it', 'Caption', 'carousel-publish', () => ({ caption: bare() })],
		['other letters', 'Caption', 'video-schedule', () => ({ caption: bare().toUpperCase() })],
		[
			'a character without width in it',
			'Caption',
			'video-publish',
			() => ({ caption: `${bare().slice(0, 20)}\u200b${bare().slice(20)}` }),
		],
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
		for (const level of [bare(), `${bare().slice(0, 20)}\u200b${bare().slice(20)}`]) {
			const { error } = await publish({ privacyLevel: '={{ $json.level }}' }, { level });

			expect(error?.message).toMatch(/but is “\[API key\]”/);
			expect(reveal(error)).not.toContain(bare().slice(20));
		}
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
