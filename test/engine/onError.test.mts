import { MEDIA } from '../../tools/sandbox/seed.mts';
import { useLeapingTime } from '../support/time.mts';
import { readLog } from '../support/log.mts';
import { useSandbox } from '../support/sandbox.mts';

const api = useSandbox({}, useLeapingTime());

const VIDEOS = MEDIA.videos;

/** Publishes a video for each media ID, with what else is to be changed. */
const publish = (
	mediaIds: readonly (string | undefined)[],
	{ node = {}, ...parameters }: Record<string, unknown> = {},
) =>
	api.run('video-publish', {
		items: mediaIds.map((mediaId) => ({ mediaId: mediaId ?? '' })),
		parameters: { mediaId: '={{ $json.mediaId }}', ...parameters },
		node: node as object,
	});

const posted = () => api.sandbox.posts.map(({ mediaIds }) => mediaIds[0]);

/** The job of a media. */
const jobOf = (mediaId: string | undefined) =>
	api.sandbox.posts.find(({ mediaIds }) => mediaIds[0] === mediaId)?.outputJobId;

const EVERY_50_MS = { batching: { batch: { batchSize: 1, batchInterval: 50 } } };

describe('A batch in which something is known to be wrong', () => {
	test('is not sent at all, and the error names the item and its fault', async () => {
		const { error, outputs } = await publish([VIDEOS[0], VIDEOS[1], '', VIDEOS[3]]);

		expect(api.sent()).toEqual([]);
		expect(outputs.flat()).toEqual([]);
		expect(error?.message).toBe('1 of 4 items cannot be sent, so nothing was sent');
		expect(error?.description).toMatch(/^• Item 2: Media ID is empty/);
	});

	test('names every invalid item, and everything that is wrong with it', async () => {
		const { error } = await api.run('carousel-publish', {
			items: [
				{ mediaIds: MEDIA.jpegs.slice(0, 1), caption: 'x'.repeat(91) },
				{ mediaIds: MEDIA.jpegs, caption: 'fine' },
				{ mediaIds: MEDIA.jpegs, caption: 'x'.repeat(92) },
			],
			parameters: { mediaIds: '={{ $json.mediaIds }}', caption: '={{ $json.caption }}' },
		});

		expect(api.sent()).toEqual([]);
		expect(error?.message).toBe('2 of 3 items cannot be sent, so nothing was sent');
		const lines = error?.description?.split('<br>\n') ?? [];
		expect(lines).toHaveLength(2);
		expect(lines[0]).toMatch(
			/^• Item 0: Media IDs takes 2 to 35.*\. Caption can have.* but has 91$/,
		);
		expect(lines[1]).toMatch(/^• Item 2: Caption can have.* but has 92$/);
	});

	test('of jobs that are only read is refused as a whole, too', async () => {
		const { error } = await api.run('job-get', {
			items: [{ outputJobId: '..' }, { outputJobId: '.' }],
		});

		expect(error?.message).toBe('2 of 2 items cannot be sent, so nothing was sent');
		expect(api.sent()).toEqual([]);
	});

	test('is only its first item with Execute Once', async () => {
		const { error, outputs } = await publish([VIDEOS[0], '', ''], { node: { executeOnce: true } });

		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(1);
		expect(posted()).toEqual([VIDEOS[0]]);
	});
});

describe('Items that n8n spreads over time stand alone', () => {
	test('those before a wrong one are posted', async () => {
		const { error } = await publish([VIDEOS[0], '', VIDEOS[2]], {
			requestOptions: EVERY_50_MS,
			waitForCompletion: false,
		});

		expect(error?.message).toMatch(/^Media ID is empty/);
		expect(error?.description).toMatch(/^Correct item 1 and run again with that item only\. /);
		expect(posted()).toEqual([VIDEOS[0], VIDEOS[2]]);
		for (const mediaId of [VIDEOS[0], VIDEOS[2]])
			expect(error?.description).toContain(jobOf(mediaId));
	});

	test('and keep the interval', async () => {
		const { outputs } = await publish(VIDEOS.slice(0, 3), {
			requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 300 } } },
			waitForCompletion: false,
		});

		expect(outputs[0]).toHaveLength(3);
		const [first = 0, second = 0, third = 0] = api.sent('POST').map(({ startedAt }) => startedAt);
		expect(second - first).toBeGreaterThanOrEqual(300);
		expect(third - second).toBeGreaterThanOrEqual(300);
	});

	test.each([
		['one batch that holds them all', { batchSize: 50, batchInterval: 50 }],
		['no interval', { batchSize: 1, batchInterval: 0 }],
	])('but not with %s', async (_name, batch) => {
		const { error } = await publish([VIDEOS[0], ''], { requestOptions: { batching: { batch } } });

		expect(error?.message).toBe('1 of 2 items cannot be sent, so nothing was sent');
		expect(api.sent()).toEqual([]);
	});
});

/** One item of each kind: fine, wrong, refused, failed, timed out. */
const KINDS = [
	VIDEOS[0],
	'',
	MEDIA.forbidden,
	MEDIA.failsAsSpam,
	MEDIA.neverEnds,
	VIDEOS[5],
] as const;

const publishKinds = (onError: string) =>
	publish(KINDS, { node: { onError }, waitOptions: { timeout: 60 } });

/** What the error of each item must hold, by the number of the item. */
const errors = () => ({
	1: {
		message: expect.stringMatching(/^Media ID is empty/),
		description: expect.stringMatching(/\bitem 1\b/),
	},
	2: {
		message: 'Wonda does not allow this post: You have no access to this media',
		description: expect.stringMatching(/\(forbidden, HTTP 403\)/),
	},
	3: {
		message: expect.stringMatching(/^The publish job failed: spam_risk/),
		description: expect.stringContaining(String(jobOf(KINDS[3]))),
		outputJobId: jobOf(KINDS[3]),
		status: 'failed',
		job: {
			outputJobId: jobOf(KINDS[3]),
			status: 'failed',
			errorMessage: expect.stringMatching(/^spam_risk/),
		},
	},
	4: {
		message: expect.stringMatching(/^The job had not ended after 60 seconds/),
		description: expect.stringContaining(String(jobOf(KINDS[4]))),
		outputJobId: jobOf(KINDS[4]),
		status: 'in_progress',
	},
});

const succeeded = (item: number) => ({
	json: expect.objectContaining({ outputJobId: jobOf(KINDS[item]), status: 'succeeded' }),
	pairedItem: { item },
});

describe('With On Error: Continue', () => {
	test('each item stands alone, in its place, and a failed one holds its error only', async () => {
		const { outputs, error } = await publishKinds('continueRegularOutput');

		expect(error).toBeUndefined();
		expect(posted().sort()).toEqual([KINDS[0], KINDS[3], KINDS[4], KINDS[5]].sort());
		const items = outputs[0]?.map(({ json, pairedItem }) => ({ json, pairedItem }));
		const failed = Object.entries(errors()).map(([item, told]) => ({
			json: { error: told },
			pairedItem: { item: Number(item) },
		}));
		expect(items).toEqual([succeeded(0), ...failed, succeeded(5)]);
	});

	test('a job that was not accepted has neither ID nor status in its error', async () => {
		const { outputs } = await publish([MEDIA.forbidden], {
			node: { onError: 'continueRegularOutput' },
		});

		const saved = JSON.parse(JSON.stringify(outputs[0]?.[0]?.json)) as { error: object };
		expect(Object.keys(saved)).toEqual(['error']);
		expect(Object.keys(saved.error)).toEqual(['message', 'description']);
	});

	test.each([
		['a connection that broke', { kind: 'resetAfter' }],
		['a fault of the service', { kind: 'status', status: 500 }],
		['a success that names no post', { kind: 'status', status: 200, json: {} }],
	] as const)(
		'%s: the error says for a workflow, too, that the post may be live',
		async (_, fault) => {
			api.sandbox.faults.add({ method: 'POST', ...fault });
			const { outputs } = await publish([VIDEOS[0], MEDIA.forbidden], {
				node: { onError: 'continueRegularOutput' },
			});

			expect(
				outputs[0]?.map(({ json }) => (json.error as { mayBeLive?: boolean }).mayBeLive),
			).toEqual([true, undefined]);
		},
	);

	test('the setting of older workflows does the same', async () => {
		const { outputs, error } = await publish(['', VIDEOS[1]], { node: { continueOnFail: true } });

		expect(error).toBeUndefined();
		expect(outputs[0]?.map(({ json }) => Object.keys(json)[0])).toEqual(['error', 'outputJobId']);
		expect(posted()).toEqual([VIDEOS[1]]);
	});

	test('jobs and cancellations behave so as well', async () => {
		api.allowViolations();
		for (const [workflow, label] of [
			['job-get', 'Job ID'],
			['job-wait', 'Job ID'],
			['schedule-cancel', 'Scheduled Post'],
		] as const) {
			const { outputs, error } = await api.run(workflow, {
				items: [{ outputJobId: '..' }, { outputJobId: 'no-such-job' }],
				node: { onError: 'continueRegularOutput' },
			});

			expect(error).toBeUndefined();
			expect(outputs[0]?.map(({ json }) => json.error)).toEqual([
				expect.objectContaining({
					message: expect.stringMatching(new RegExp(`^${label} must be`)),
				}),
				expect.objectContaining({ description: expect.stringMatching(/HTTP 400/) }),
			]);
			expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		}
	});
});

describe('With On Error: Continue (using error output)', () => {
	test('failed items leave by the error output, beside the data that came in', async () => {
		const { outputs, error } = await publishKinds('continueErrorOutput');

		expect(error).toBeUndefined();
		const [main, failed] = outputs.map((items) =>
			items.map(({ json, pairedItem }) => ({ json, pairedItem })),
		);
		expect(main).toEqual([succeeded(0), succeeded(5)]);
		expect(failed).toEqual(
			Object.entries(errors()).map(([item, told]) => ({
				json: { mediaId: KINDS[Number(item) as 1], error: told },
				pairedItem: expect.objectContaining({ item: Number(item) }),
			})),
		);
	});
});

test('With On Error: Stop the error knows it, too, where the post may be live', async () => {
	api.sandbox.faults.add({ method: 'POST', kind: 'resetAfter' });
	const { error } = await publish([VIDEOS[0]]);
	expect(error).toMatchObject({ context: { mayBeLive: true } });

	const refused = await publish([MEDIA.forbidden]);
	expect(refused.error).not.toMatchObject({ context: { mayBeLive: true } });
});

test('With On Error: Stop the first error names all others that failed, and why', async () => {
	const spam = api.sandbox.addMedia({ outcome: { fail: { errorMessage: 'spam' } } }).mediaId;
	const { error } = await publish([MEDIA.forbidden, VIDEOS[0], spam, MEDIA.unknown]);

	expect(error).toMatchObject({ context: { itemIndex: 0 } });
	const lines = error?.description?.split('<br>\n').slice(1);
	expect(lines).toEqual([
		'Accepted in this run. Do not post again:',
		`• item 1: job ${jobOf(VIDEOS[0])} (succeeded)`,
		'Failed or canceled in this run:',
		`• item 2: job ${jobOf(spam)} (failed): The publish job failed: spam`,
		'These items failed, too:',
		expect.stringMatching(/^• item 3: \S/),
	]);
});

test('what others say is no line, no link and no picture in the editor', async () => {
	const forged = `no<br>• item 1: job ${'f'.repeat(8)} (succeeded)<a href="https://evil.example">here</a>`;
	api.sandbox.faults.add({ method: 'POST', kind: 'status', status: 400, message: forged });
	const { error } = await publish([VIDEOS[0], VIDEOS[1]], { waitForCompletion: false });
	const wrong = await publish([VIDEOS[0], VIDEOS[1]], {
		privacyLevel: `={{ ${JSON.stringify(forged)} }}`,
	});

	for (const description of [error?.description, wrong.error?.description]) {
		expect(description).toContain('no&lt;br>• item 1');
		expect(description?.replaceAll('<br>\n', '')).not.toContain('<');
	}
});

describe('Of very many items', () => {
	const ITEMS = 60;
	let log: string[] = [];

	beforeEach(() => {
		log = readLog((line, level) => `${level} ${line}`);
	});
	afterEach(() => jest.restoreAllMocks());

	test('an error names 50 of a kind, a line each, and the log has them all', async () => {
		const videos = Array.from({ length: ITEMS }, () => api.sandbox.addMedia().mediaId);

		const { error } = await publish([MEDIA.forbidden, ...videos], { waitForCompletion: false });

		const [, heading, ...lines] = error?.description?.split('<br>\n') ?? [];
		expect(heading).toBe('Accepted in this run. Do not post again:');
		expect(lines.slice(0, 50)).toEqual(
			videos.slice(0, 50).map((id, index) => `• item ${index + 1}: job ${jobOf(id)} (queued)`),
		);
		expect(lines.slice(50)).toEqual(["• and 10 more; all are in n8n's log"]);
		for (const [index, id] of videos.entries()) {
			expect(log).toContain(`info Item ${index + 1} was accepted: job ${jobOf(id)} (queued)`);
		}
	});

	test('the log has them as they ended, as a warning', async () => {
		const videos = Array.from({ length: ITEMS }, () => {
			const outcome = { fail: { errorMessage: 'spam' } };
			return api.sandbox.addMedia({ outcome }).mediaId;
		});

		const { error } = await publish(videos);

		expect(error?.description).toContain("• and 9 more; all are in n8n's log");
		for (const [index, id] of [...videos.entries()].slice(1)) {
			const ended = `Failed or canceled in this run: item ${index}: job ${jobOf(id)} (failed): The publish job failed: spam`;
			expect(log).toContain(`warn ${ended}`);
		}
	});
});
