import { MEDIA } from '../seed.mts';
import { errorOf, look, publish, sandboxOfFile, send } from './client.mts';

const [video] = MEDIA.videos as [string];
const MINUTE = 60_000;
const sandbox = sandboxOfFile({ queuedMs: 10 * MINUTE, runMs: 10 * MINUTE });

async function start(mediaId: string, more: object = {}): Promise<string> {
	return (await publish(sandbox, mediaId, more)).json.outputJobId;
}

async function statusOf(outputJobId: string): Promise<string> {
	return (await look(sandbox, outputJobId)).json.status;
}

it('moves a job from queued over in_progress to succeeded, by the clock', async () => {
	const job = await start(video);
	expect(await statusOf(job)).toBe('queued');
	sandbox.clock.advance(9 * MINUTE);
	expect(await statusOf(job)).toBe('queued');
	sandbox.clock.advance(2 * MINUTE);
	expect(await statusOf(job)).toBe('in_progress');
	expect(sandbox.posts[0]).not.toHaveProperty('permalink');
	sandbox.clock.advance(10 * MINUTE);
	expect(await statusOf(job)).toBe('succeeded');
	expect(sandbox.posts[0]).toMatchObject({ status: 'succeeded', permalink: expect.any(String) });
	expect((await look(sandbox, job)).json).toEqual((await look(sandbox, job)).json);
});

it('ends at once when its times are nothing', async () => {
	sandbox.settings.queuedMs = 0;
	sandbox.settings.runMs = 0;
	expect(await statusOf(await start(video))).toBe('succeeded');
});

it('keeps the times a job was made with', async () => {
	const job = await start(video);
	sandbox.settings.queuedMs = 0;
	expect(await statusOf(job)).toBe('queued');
});

it.each([
	['as spam', MEDIA.failsAsSpam, 'spam_risk_too_many_posts'],
	['for an unaudited app', MEDIA.failsUnaudited, 'unaudited_client_can_only_post_to_private'],
	['for its format', MEDIA.failsFormat, 'file_format_check_failed'],
])('fails a job %s', async (_what, mediaId, reason) => {
	const job = await start(mediaId);
	sandbox.clock.advance(20 * MINUTE);
	const { json } = await look(sandbox, job);
	expect(json).toEqual({
		outputJobId: job,
		status: 'failed',
		errorMessage: expect.stringContaining(reason),
	});
	expect(sandbox.posts[0]).toMatchObject({ status: 'failed', errorMessage: json.errorMessage });
});

it('fails a job without a reason', async () => {
	const job = await start(MEDIA.failsSilently);
	sandbox.clock.advance(20 * MINUTE);
	expect((await look(sandbox, job)).json).toEqual({ outputJobId: job, status: 'failed' });
});

it('ends a job as canceled', async () => {
	const job = await start(MEDIA.endsCanceled);
	sandbox.clock.advance(20 * MINUTE);
	expect(await statusOf(job)).toBe('canceled');
});

it('never ends a job', async () => {
	const job = await start(MEDIA.neverEnds);
	sandbox.clock.advance(1_000_000 * MINUTE);
	expect(await statusOf(job)).toBe('in_progress');
});

it('shows every passing state', async () => {
	sandbox.settings.queuedMs = 30 * MINUTE; // shared by the three states before the last
	const job = await start(MEDIA.everyState);
	const seen: string[] = [];
	for (let step = 0; step < 5; step += 1) {
		seen.push(await statusOf(job));
		sandbox.clock.advance(10 * MINUTE);
	}
	expect(seen).toEqual(['idle', 'locked', 'queued', 'in_progress', 'succeeded']);
});

it.each([
	[
		'branded content as only me',
		{ brandedContent: true, privacyLevel: 'SELF_ONLY' },
		'branded_content_private',
	],
	['a disclosure of nothing', { discloseCommercial: true }, 'disclosure_incomplete'],
])('fails %s', async (_what, fields, reason) => {
	const job = await start(video, fields);
	sandbox.clock.advance(20 * MINUTE);
	expect((await look(sandbox, job)).json.errorMessage).toContain(reason);
});

it('answers 404 to a job it does not know and 400 to what is no ID', async () => {
	expect(errorOf(await look(sandbox, '019e1b76-74d7-8c7e-a927-6bd34bfaa114'))).toContain(
		'404 not_found',
	);
	expect(errorOf(await look(sandbox, 'latest'))).toContain('400 validation_error: outputJobId');
	const encoded = encodeURIComponent('../../tiktok/accounts');
	expect(errorOf(await send(sandbox, 'GET', `/jobs/publish/${encoded}`))).toContain('400');
});
