import { MEDIA } from '../seed.mts';
import { ahead, errorOf, look, publish, sandboxOfFile, send } from './client.mts';

const sandbox = sandboxOfFile();
const [video] = MEDIA.videos as [string];
const DAY = 86_400_000;
const NOBODY = '019e1b76-74d7-8c7e-a927-6bd34bfaa114';

async function schedule(mediaId = video): Promise<string> {
	return (await publish(sandbox, mediaId, { scheduledAt: ahead(DAY) })).json.outputJobId;
}

const listed = async () => (await send(sandbox, 'GET', '/publish/scheduled')).json.scheduled;
const end = (job: string, body: unknown) =>
	send(sandbox, 'POST', `/sandbox/jobs/${job}/end`, { body });

describe.each(['in process', 'over HTTP'])('a scheduled post, %s', (how) => {
	const endNow = async (job: string, status: 'succeeded' | 'failed' | 'canceled', why?: string) => {
		if (how === 'in process') sandbox.endJob(job, status, why);
		else expect((await end(job, { status, errorMessage: why })).status).toBe(200);
	};

	it('ends as succeeded, and leaves the list', async () => {
		const job = await schedule();
		const other = await schedule();
		await endNow(job, 'succeeded');
		expect(await listed()).toEqual([expect.objectContaining({ outputJobId: other })]);
		expect((await look(sandbox, job)).json).toMatchObject({
			status: 'succeeded',
			scheduledFor: expect.any(String),
			permalink: expect.stringContaining('wonda.studio'),
		});
		expect(sandbox.posts[0]?.status).toBe('succeeded');
	});

	it('that was to fail succeeds when told so', async () => {
		const job = await schedule(MEDIA.failsAsSpam);
		await endNow(job, 'succeeded');
		expect((await look(sandbox, job)).json).toMatchObject({ permalink: expect.any(String) });
	});

	it.each([['TikTok changed its mind'], [undefined]])('ends as failed: %s', async (reason) => {
		const job = await schedule();
		await endNow(job, 'failed', reason);
		expect(await listed()).toEqual([]);
		const { json } = await look(sandbox, job);
		expect([json.status, json.errorMessage]).toEqual(['failed', reason]);
	});

	it('ends as canceled, and cannot be canceled again', async () => {
		const job = await schedule();
		await endNow(job, 'canceled');
		expect((await look(sandbox, job)).json.status).toBe('canceled');
		const reply = await send(sandbox, 'DELETE', `/publish/scheduled/${job}`);
		expect(errorOf(reply)).toContain('409 conflict');
	});
});

it('ends one of Instagram as well, and one that is running', async () => {
	const instagram = sandbox.addInstagramJob(DAY);
	sandbox.endJob(instagram.toUpperCase(), 'failed');
	expect((await look(sandbox, instagram)).json.status).toBe('failed');
	const { outputJobId } = (await publish(sandbox, MEDIA.neverEnds)).json;
	sandbox.endJob(outputJobId, 'succeeded');
	expect((await look(sandbox, outputJobId)).json.status).toBe('succeeded');
});

it('ends nothing twice, and nothing that is not there', async () => {
	const job = await schedule();
	sandbox.endJob(job, 'failed', 'why');
	expect(() => sandbox.endJob(job, 'succeeded')).toThrow('has ended already: it is failed');
	expect(() => sandbox.endJob(NOBODY, 'succeeded')).toThrow(`There is no job ${NOBODY}`);
	expect((await look(sandbox, job)).json.errorMessage).toBe('why');
	const refused = [
		await end(job, { status: 'succeeded' }),
		await end(NOBODY, { status: 'failed' }),
		await end(await schedule(), { status: 'gone' }),
		await end(await schedule(), { status: 'failed', errorMessage: 7 }),
		await end(await schedule(), undefined),
	];
	expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
	expect(await listed()).toHaveLength(3);
});

it('forgets a job', async () => {
	const [one, two] = [await schedule(), await schedule()];
	sandbox.forgetJob(one);
	expect((await send(sandbox, 'DELETE', `/sandbox/jobs/${two}`)).status).toBe(204);
	for (const job of [one, two])
		expect(errorOf(await look(sandbox, job))).toContain('404 not_found');
	expect(await listed()).toEqual([]);
	expect(sandbox.posts).toHaveLength(2); // the ledger forgets nothing
	expect(() => sandbox.forgetJob(one)).toThrow(`There is no job ${one}`);
	expect((await send(sandbox, 'DELETE', `/sandbox/jobs/${one}`)).status).toBe(400);
});
