import { ACCOUNTS, MEDIA } from '../../../tools/sandbox/seed.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { schedulePost } from '../../support/schedulePost.mts';
import { activated, errorOf, idsIn, TriggeredWorkflow } from '../../support/trigger.mts';

useLeapingTime();
const api = useSandbox();

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

const schedule = async (hours = 1) =>
	await schedulePost(api.sandbox, { dueInMs: hours * HOUR_MS, caption: 'Later' });

const credential = () => ({ apiKey: api.sandbox.apiKey, baseUrl: api.sandbox.baseUrl });
const chosen = (parameters: object) => ({ triggerOn: 'scheduledPostEnded', ...parameters });
const workflow = (parameters = {}) => new TriggeredWorkflow(credential(), chosen(parameters));
const active = async (parameters = {}) => await activated(credential(), chosen(parameters));

/** Answers the next list with this. */
const show = (scheduled: unknown[]) =>
	api.sandbox.faults.add({
		kind: 'status',
		path: '/publish/scheduled',
		status: 200,
		json: { scheduled },
	});

const jobsPolled = () => api.sent('GET').filter(({ path }) => path.startsWith('/jobs/'));

test('A post that is live comes once: the job, and its entry in the list as last seen', async () => {
	const outputJobId = await schedule();
	const trigger = await active();
	expect(await trigger.poll()).toBeNull();
	api.sandbox.clock.advance(2 * HOUR_MS);

	expect(await trigger.poll()).toEqual([
		{
			outputJobId,
			status: 'succeeded',
			scheduledFor: expect.any(String),
			permalink: expect.stringContaining('https://www.tiktok.com/'),
			publishId: expect.any(String),
			tiktokMediaId: expect.any(String),
			tiktokPublishId: expect.any(String),
			scheduledPost: {
				outputJobId,
				platform: 'tiktok',
				status: 'scheduled',
				scheduledFor: expect.any(String),
				mediaId: MEDIA.videos[0],
				tiktokAccountId: ACCOUNTS.studio,
				caption: 'Later',
			},
		},
	]);
	expect(await trigger.poll()).toBeNull();
	expect(await trigger.restart()).toBeNull();
});

test('A post comes once though polls overlap, of which none sees what another one has saved', async () => {
	const outputJobId = await schedule();
	const trigger = await active();
	expect(await trigger.poll()).toBeNull();
	api.sandbox.clock.advance(2 * HOUR_MS);
	const polled = await trigger.pollAtOnce(5);
	expect(polled.flatMap(idsIn)).toEqual([outputJobId]);
	expect(await trigger.poll()).toBeNull();
});

test('A post that was scheduled after activation comes, too, and so does one of Instagram', async () => {
	const trigger = await active();
	const outputJobId = await schedule();
	const ofInstagram = api.sandbox.addInstagramJob(HOUR_MS);
	expect(await trigger.poll()).toBeNull();
	api.sandbox.endJob(outputJobId, 'failed', 'spam_risk');
	api.sandbox.endJob(ofInstagram, 'succeeded');

	const items = (await trigger.poll()) ?? [];
	expect(items).toHaveLength(2);
	expect(items).toContainEqual(
		expect.objectContaining({ outputJobId, status: 'failed', errorMessage: 'spam_risk' }),
	);
	expect(items).toContainEqual(
		expect.objectContaining({
			outputJobId: ofInstagram,
			scheduledPost: expect.objectContaining({ platform: 'instagram' }),
		}),
	);
});

test('Only the chosen outcomes come; other ones begin nothing anew', async () => {
	const [canceled, failed, later] = [await schedule(), await schedule(), await schedule()];
	const trigger = await active({ outcomes: ['failed'] });
	api.sandbox.endJob(canceled, 'canceled');
	api.sandbox.endJob(failed, 'failed');
	expect(idsIn(await trigger.poll())).toEqual([failed]);

	trigger.parameters.outcomes = ['canceled'];
	api.sandbox.endJob(later, 'canceled');
	expect(idsIn(await trigger.poll())).toEqual([later]);
});

test.each([
	['none', [], 'Outcomes must be one of canceled, failed, succeeded, but is empty'],
	['an unknown one', ['success'], 'but is “success”'],
])('Outcomes are refused before any request: %s', async (_name, outcomes, message) => {
	expect((await errorOf(workflow({ outcomes }).activate())).message).toContain(message);
	expect(api.sent()).toEqual([]);
});

test('A poll is one request, and one for each post that has left the list', async () => {
	const outputJobIds = [await schedule(), await schedule(), await schedule()];
	const trigger = await active();
	const before = api.sent('GET').length;
	await trigger.poll();
	expect(api.sent('GET').length - before).toBe(1);

	api.sandbox.endJob(outputJobIds[1] as string, 'succeeded');
	await trigger.poll();
	expect(api.sent('GET').length - before).toBe(3);
	expect(jobsPolled().map(({ path }) => path)).toEqual([`/jobs/publish/${outputJobIds[1]}`]);
});

test('At most 10 jobs are polled at once, and 100 in one poll; the others are the first of the next one', async () => {
	const outputJobIds: string[] = [];
	for (let count = 0; count < 103; count++) outputJobIds.push(await schedule());
	const trigger = await active();
	api.sandbox.settings.latencyMs = 5;
	api.sandbox.resetMaxInFlight();
	show([]);
	expect(await trigger.poll()).toBeNull();
	expect(api.sandbox.maxInFlight).toBeLessThanOrEqual(10);

	const paths = new Set(jobsPolled().map(({ path }) => path));
	const others = outputJobIds.filter((id) => !paths.has(`/jobs/publish/${id}`));
	expect(others).toHaveLength(3);
	for (const id of others) api.sandbox.endJob(id, 'succeeded');
	show([]);
	expect(idsIn(await trigger.poll())).toEqual(others);
});

test('A post that has started is polled until it has ended', async () => {
	api.sandbox.settings.runMs = 5 * HOUR_MS;
	const outputJobId = await schedule();
	const trigger = await active();
	api.sandbox.clock.advance(2 * HOUR_MS);
	expect(await trigger.poll()).toBeNull();
	expect(await trigger.poll()).toBeNull();
	api.sandbox.clock.advance(5 * HOUR_MS);

	expect(await trigger.poll()).toMatchObject([{ outputJobId, scheduledPost: { outputJobId } }]);
});

test('A list that keeps posts that have ended gives each once, and none from before', async () => {
	const [before, later] = [await schedule(), await schedule()];
	api.sandbox.endJob(before, 'succeeded');
	const list = (status: string) => [
		{ outputJobId: before, status: 'succeeded' },
		{ outputJobId: later, status },
	];
	const trigger = workflow();
	show(list('scheduled'));
	await trigger.activate();
	api.sandbox.endJob(later, 'failed');
	show(list('failed'));
	expect(idsIn(await trigger.poll())).toEqual([later]);
	show(list('failed'));
	expect(await trigger.poll()).toBeNull();
});

test('Entries without an ID that may stand in a URL are passed over, and nothing else', async () => {
	const trigger = await active();
	const outputJobId = await schedule();
	const others = ['text', null, 7, {}, { outputJobId: '../tiktok/accounts' }, { outputJobId: 5 }];
	show([...others, { outputJobId }]);
	expect(await trigger.poll()).toBeNull();
	api.sandbox.endJob(outputJobId, 'succeeded');
	expect(idsIn(await trigger.poll())).toEqual([outputJobId]);
	expect(jobsPolled()).toHaveLength(1);
});

describe('A job that cannot be seen', () => {
	test('hurts no other, and is polled again', async () => {
		const [broken, fine] = [await schedule(), await schedule()];
		const trigger = await active();
		for (const id of [broken, fine]) api.sandbox.endJob(id, 'succeeded');
		api.sandbox.faults.add({ kind: 'resetAfter', outputJobId: broken });

		expect(idsIn(await trigger.poll())).toEqual([fine]);
		expect(idsIn(await trigger.poll())).toEqual([broken]);
	});

	test('is reported by the third poll in a row, with its ID', async () => {
		const outputJobId = await schedule();
		const trigger = await active();
		api.sandbox.endJob(outputJobId, 'succeeded');
		api.sandbox.faults.add({ kind: 'status', status: 400, outputJobId, times: 3 });

		expect(await trigger.poll()).toBeNull();
		expect(await trigger.poll()).toBeNull();
		expect((await errorOf(trigger.poll())).description).toContain(outputJobId);
		expect(idsIn(await trigger.poll())).toEqual([outputJobId]);
	});

	test('because Wonda does not know it is given up a day after it was last seen', async () => {
		api.sandbox.settings.runMs = 90 * DAY_MS;
		const [outputJobId, fine] = [await schedule(), await schedule()];
		const trigger = await active();
		show([]);
		expect(await trigger.poll()).toBeNull();
		jest.setSystemTime(Date.now() + 2 * DAY_MS);
		show([]);
		expect(await trigger.poll()).toBeNull();
		api.sandbox.forgetJob(outputJobId);
		api.sandbox.endJob(fine, 'succeeded');
		expect(idsIn(await trigger.poll())).toEqual([fine]);

		jest.setSystemTime(Date.now() + 23 * HOUR_MS);
		expect(await trigger.poll()).toBeNull();
		expect(trigger.warnings).toEqual([]);
		jest.setSystemTime(Date.now() + 2 * HOUR_MS);
		expect(await trigger.poll()).toBeNull();
		expect(trigger.warnings).toEqual([expect.stringContaining(outputJobId)]);
		const before = jobsPolled().length;
		await trigger.poll();
		expect(jobsPolled()).toHaveLength(before);
	});
});

test('A job that never ends is given up 30 days after it left the list', async () => {
	api.sandbox.settings.runMs = 90 * DAY_MS;
	await schedule();
	const trigger = await active();
	api.sandbox.clock.advance(2 * HOUR_MS);
	for (const days of [0, 29]) {
		jest.setSystemTime(Date.now() + days * DAY_MS);
		expect(await trigger.poll()).toBeNull();
	}
	expect(trigger.warnings).toEqual([]);
	jest.setSystemTime(Date.now() + 2 * DAY_MS);
	expect(await trigger.poll()).toBeNull();
	expect(trigger.warnings).toHaveLength(1);
});

describe('Fetch Test Event gives an example of an ended post', () => {
	const example = {
		isExample: true,
		status: 'succeeded',
		permalink: expect.stringContaining('https://www.tiktok.com/'),
		errorMessage: null,
		scheduledFor: expect.any(String),
	};

	test('with a post that is scheduled, and changes nothing', async () => {
		const outputJobId = await schedule();
		const trigger = workflow();
		const scheduledPost = expect.objectContaining({ outputJobId, caption: 'Later' });
		expect(await trigger.fetchTestEvent()).toEqual([{ ...example, outputJobId, scheduledPost }]);
		expect(trigger.memory).toEqual({});
	});

	test('where nothing is scheduled', async () => {
		const outputJobId = expect.any(String);
		const scheduledPost = expect.objectContaining({ outputJobId, status: 'scheduled' });
		expect(await workflow().fetchTestEvent()).toEqual([{ ...example, outputJobId, scheduledPost }]);
	});
});

test('Two thousand posts are remembered in less than 400,000 characters, and no more', async () => {
	const id = (index: number) => `019e1b76-74d7-8c7e-a927-${String(index).padStart(12, '0')}`;
	const scheduled = Array.from({ length: 2100 }, (_, index) => ({
		outputJobId: id(index),
		caption: 'x'.repeat(index % 7 === 0 ? 2200 : 6000),
	}));
	const trigger = workflow();
	show(scheduled);
	await trigger.activate();
	expect(trigger.saved.length).toBeLessThan(400_000);
	expect(trigger.saved).toContain(id(1999));
	expect(trigger.saved).not.toContain(id(2000));
});
