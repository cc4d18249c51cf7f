import { MEDIA } from '../seed.mts';
import { ahead, errorOf, look, publish, sandboxOfFile, send } from './client.mts';

const [first, second, third] = MEDIA.videos as [string, string, string];
const MINUTE = 60_000;
const sandbox = sandboxOfFile({ queuedMs: 10 * MINUTE, runMs: 10 * MINUTE });
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

async function schedule(mediaId: string, ms: number): Promise<string> {
	return (await publish(sandbox, mediaId, { scheduledAt: ahead(ms) })).json.outputJobId;
}

const list = () => send(sandbox, 'GET', '/publish/scheduled');
const cancel = (job: string) => send(sandbox, 'DELETE', `/publish/scheduled/${job}`);

it('answers scheduled, with the time it is for', async () => {
	const reply = await publish(sandbox, first, {
		scheduledAt: new Date(Date.now() + DAY).toISOString().replace(/\.\d+Z$/, '+00:00'),
	});
	expect(reply.json).toEqual({
		outputJobId: expect.any(String),
		status: 'scheduled',
		scheduledFor: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/),
	});
	expect(sandbox.posts[0]).toMatchObject({
		status: 'scheduled',
		scheduledFor: reply.json.scheduledFor,
	});
});

it('understands an offset', async () => {
	const due = Math.floor((Date.now() + DAY) / 1000) * 1000;
	const local = new Date(due + 2 * HOUR).toISOString().replace(/\.\d+Z$/, '+02:00');
	const { json } = await publish(sandbox, first, { scheduledAt: local });
	expect(Date.parse(json.scheduledFor)).toBe(due);
});

it.each([
	['3 minutes ahead', 3 * MINUTE],
	['30 days ahead', 30 * DAY],
	['in the past', -HOUR],
])('refuses a time that is %s', async (_what, ms) => {
	expect(errorOf(await publish(sandbox, first, { scheduledAt: ahead(ms) }))).toBe(
		'400 validation_error: scheduledAt must be 5 minutes to 29 days in the future.',
	);
});

it.each([
	['6 minutes', 6 * MINUTE],
	['almost 29 days', 29 * DAY - MINUTE],
])('takes a time %s ahead', async (_what, ms) => {
	expect((await publish(sandbox, first, { scheduledAt: ahead(ms) })).status).toBe(200);
});

it('lists what is scheduled, soonest first, with that of Instagram', async () => {
	const late = await schedule(first, 3 * DAY);
	const soon = await schedule(second, HOUR);
	const instagram = sandbox.addInstagramJob(DAY);
	await publish(sandbox, third);
	const { json } = await list();
	expect(json.scheduled.map((job: { outputJobId: string }) => job.outputJobId)).toEqual([
		soon,
		instagram,
		late,
	]);
	expect(json.scheduled[1]).toMatchObject({ platform: 'instagram', status: 'scheduled' });
	expect(sandbox.posts).toHaveLength(3);
});

it('lists as a bare array too', async () => {
	await schedule(first, HOUR);
	sandbox.settings.scheduledListShape = 'array';
	expect((await list()).json).toEqual([expect.objectContaining({ mediaId: first })]);
});

it('fires a post at its time', async () => {
	const job = await schedule(first, HOUR);
	sandbox.clock.advance(59 * MINUTE);
	expect((await look(sandbox, job)).json).toMatchObject({ status: 'scheduled' });
	sandbox.clock.advance(MINUTE + 100);
	expect((await look(sandbox, job)).json.status).toBe('queued');
	expect((await list()).json).toEqual({ scheduled: [] });
	sandbox.clock.advance(20 * MINUTE);
	expect((await look(sandbox, job)).json).toMatchObject({
		status: 'succeeded',
		scheduledFor: expect.any(String),
		permalink: expect.any(String),
	});
});

it('cancels what has not fired', async () => {
	const job = await schedule(first, HOUR);
	expect((await cancel(job)).json).toEqual({ outputJobId: job, status: 'canceled' });
	expect((await look(sandbox, job)).json.status).toBe('canceled');
	expect((await list()).json).toEqual({ scheduled: [] });
	sandbox.clock.advance(2 * HOUR);
	expect(sandbox.posts[0]).toMatchObject({ status: 'canceled' });
});

it('cancels with an empty answer too', async () => {
	sandbox.settings.cancelAnswer = 'empty';
	const reply = await cancel(await schedule(first, HOUR));
	expect([reply.status, reply.text]).toEqual([204, '']);
});

it('answers 409 to cancelling what has started, has ended or is cancelled', async () => {
	const job = await schedule(first, HOUR);
	sandbox.clock.advance(HOUR + 100);
	expect(errorOf(await cancel(job))).toContain('409 conflict');
	sandbox.clock.advance(HOUR);
	expect(errorOf(await cancel(job))).toContain('succeeded');
	const other = await schedule(second, 3 * HOUR);
	await cancel(other);
	expect(errorOf(await cancel(other))).toContain('409 conflict');
});

it('answers 404 to cancelling an unknown job', async () => {
	expect(errorOf(await cancel('019e1b76-74d7-8c7e-a927-6bd34bfaa114'))).toContain('404 not_found');
});

it('answers 403 to all of it when scheduling is off', async () => {
	const job = await schedule(first, HOUR);
	sandbox.settings.schedulingEnabled = false;
	const replies = [
		await publish(sandbox, second, { scheduledAt: ahead(HOUR) }),
		await list(),
		await cancel(job),
	];
	for (const reply of replies) expect(errorOf(reply)).toContain('403 feature_disabled');
	expect((await publish(sandbox, second)).status).toBe(200);
});
