import { ACCOUNTS, MEDIA } from '../seed.mts';
import { ahead, errorOf, getJob, publish, sandboxOfFile, send } from './client.mts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const sandbox = sandboxOfFile({ queuedMs: 10 * MINUTE, runMs: 10 * MINUTE });
const [video] = MEDIA.videos as [string];

const start = async (mediaId: string, more?: object): Promise<string> =>
	(await publish(sandbox, mediaId, more)).json.outputJobId;
const statusOf = async (job: string): Promise<string> => (await getJob(sandbox, job)).json.status;

describe('videos', () => {
	it('pass from queued through in_progress to succeeded', async () => {
		const job = await start(video, { caption: 'A caption', isAigc: true });
		const seen: string[] = [];
		for (const minutes of [0, 9, 2, 10]) {
			sandbox.clock.advance(minutes * MINUTE);
			seen.push(await statusOf(job));
		}
		expect(seen).toEqual(['queued', 'queued', 'in_progress', 'succeeded']);
		const { permalink } = (await getJob(sandbox, job)).json;
		expect(permalink).toContain('https://www.tiktok.com/@wonda.studio/video/');
		const fields = { mediaId: video, tiktokAccountId: ACCOUNTS.studio, caption: 'A caption' };
		expect(sandbox.posts).toMatchObject([
			{ number: 1, kind: 'video', outputJobId: job, mediaIds: [video], permalink },
		]);
		expect(sandbox.posts[0]?.fields).toEqual({ ...fields, isAigc: true });
	});

	it.each([
		['fail as spam', MEDIA.failsAsSpam, {}, { errorMessage: /^spam_risk_too_many_posts/ }],
		['fail without a reason', MEDIA.failsSilently, {}, {}],
		['fail TikTok’s rules', video, { discloseCommercial: true }, { errorMessage: /^disclosure/ }],
		[
			'fail a long caption',
			video,
			{ caption: '🎬'.repeat(2201) },
			{ errorMessage: /^caption_too/ },
		],
	])('%s', async (_what, mediaId, fields, reason) => {
		const job = await start(mediaId, fields);
		sandbox.clock.advance(20 * MINUTE);
		const { json } = await getJob(sandbox, job);
		expect(json).toEqual({
			outputJobId: job,
			status: 'failed',
			...('errorMessage' in reason && { errorMessage: expect.stringMatching(reason.errorMessage) }),
		});
		expect(sandbox.posts[0]).toMatchObject({ status: 'failed' });
	});

	it('fail with nothing but an error code', async () => {
		const outcome = { fail: { errorCode: 'spam_risk' } };
		const job = await start(sandbox.addMedia({ outcome }).mediaId);
		sandbox.clock.advance(20 * MINUTE);
		const failed = { outputJobId: job, status: 'failed', errorCode: 'spam_risk' };
		expect((await getJob(sandbox, job)).json).toEqual(failed);
		expect(sandbox.posts[0]).toMatchObject({ status: 'failed', errorCode: 'spam_risk' });
	});

	it('end as canceled, or never, or pass every state', async () => {
		const jobs = [
			await start(MEDIA.endsCanceled),
			await start(MEDIA.neverEnds),
			await start(MEDIA.everyState),
		] as const;
		expect(await statusOf(jobs[2])).toBe('idle');
		sandbox.clock.advance(20 * MINUTE);
		expect(await Promise.all(jobs.map(statusOf))).toEqual(['canceled', 'in_progress', 'succeeded']);
	});
});

describe('scheduled posts', () => {
	const list = async () => (await send(sandbox, 'GET', '/publish/scheduled')).json.scheduled;
	const cancel = (job: string) => send(sandbox, 'DELETE', `/publish/scheduled/${job}`);
	const schedule = (ms: number) => start(video, { scheduledAt: ahead(ms) });

	it('are listed, soonest first, together with those of Instagram, until they start', async () => {
		const jobs = [await schedule(3 * DAY), sandbox.addInstagramJob(DAY), await schedule(HOUR)];
		const listed: { outputJobId: string }[] = await list();
		expect(listed.map(({ outputJobId }) => outputJobId)).toEqual([...jobs].reverse());
		sandbox.clock.advance(HOUR + 100);
		expect(await list()).toHaveLength(2);
		expect(await statusOf(jobs[2] ?? '')).toBe('queued');
	});

	it('must be 5 minutes to 29 days ahead', async () => {
		const replies = [4 * MINUTE, 6 * MINUTE, 29 * DAY - MINUTE, 29 * DAY + MINUTE].map((ms) =>
			publish(sandbox, video, { scheduledAt: ahead(ms) }),
		);
		const statuses = (await Promise.all(replies)).map(({ status }) => status);
		expect(statuses).toEqual([400, 200, 200, 400]);
	});

	it('can be canceled until they start', async () => {
		const [canceled, started] = [await schedule(2 * HOUR), await schedule(HOUR)];
		expect((await cancel(canceled)).json).toEqual({ outputJobId: canceled, status: 'canceled' });
		sandbox.clock.advance(HOUR + 100);
		for (const job of [canceled, started]) {
			expect(errorOf(await cancel(job))).toContain('409 conflict');
		}
		sandbox.settings.cancelAnswer = 'empty';
		expect((await cancel(await schedule(HOUR + DAY))).status).toBe(204);
	});

	it('get 403 when scheduling is off', async () => {
		sandbox.settings.schedulingEnabled = false;
		const reply = await publish(sandbox, video, { scheduledAt: ahead(HOUR) });
		expect(errorOf(reply)).toContain('403 feature_disabled');
		expect((await send(sandbox, 'GET', '/publish/scheduled')).status).toBe(403);
	});
});

describe('carousels', () => {
	const images = [...MEDIA.jpegs, ...MEDIA.webps];
	const post = (mediaIds: string[], more: object = {}) =>
		send(sandbox, 'POST', '/publish/tiktok/carousel', {
			body: { mediaIds, tiktokAccountId: ACCOUNTS.studio, ...more },
		});

	it('are published at once', async () => {
		const { json } = await post(images, { coverIndex: 11 });
		expect(json).toMatchObject({ publishId: expect.any(String), imageCount: 12 });
		expect(sandbox.posts).toMatchObject([
			{ kind: 'carousel', mediaIds: images, status: 'succeeded', permalink: json.permalink },
		]);
		expect(sandbox.posts[0]).not.toHaveProperty('outputJobId');
	});

	it.each([
		['a PNG', [MEDIA.png], {}, 'bad_request'],
		['an S3-backed image', [MEDIA.s3Jpeg], {}, 'bad_request'],
		['an image that TikTok refuses', [MEDIA.failsAsSpamJpeg], {}, 'bad_request: spam_risk'],
		['a cover that is not there', [], { coverIndex: 6 }, 'validation_error'],
		['a long caption', [], { caption: '🎬'.repeat(91) }, 'validation_error'],
		['too many images', Array<string>(30).fill(MEDIA.png), {}, 'validation_error'],
	])('are refused with %s', async (_what, more, fields, code) => {
		expect(errorOf(await post([...MEDIA.jpegs, ...more], fields))).toContain(`400 ${code}`);
		expect(sandbox.posts).toEqual([]);
	});
});
