import { ACCOUNTS, MEDIA } from '../../../tools/sandbox/seed.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { errorOf, TriggeredWorkflow, type Polled } from '../../support/trigger.mts';
import { schedulePost } from '../../support/schedulePost.mts';

useLeapingTime();
const api = useSandbox();

const HOUR_MS = 60 * 60 * 1000;

const schedule = async (hours = 1, caption = 'Later') =>
	await schedulePost(api.sandbox, { dueInMs: hours * HOUR_MS, caption });

function workflow(parameters = {}): TriggeredWorkflow {
	const { apiKey, baseUrl } = api.sandbox;
	return new TriggeredWorkflow(
		{ apiKey, baseUrl },
		{ triggerOn: 'scheduledPostEnded', ...parameters },
	);
}

/** A workflow that was published, with a trigger that has seen what is scheduled. */
async function published(parameters = {}): Promise<TriggeredWorkflow> {
	const made = workflow(parameters);
	expect(await made.activate()).toBeNull();
	return made;
}

const ids = (polled: Polled) => polled?.map(({ outputJobId }) => outputJobId);

const looks = () => api.sent('GET').filter(({ path }) => path.startsWith('/jobs/'));

test('A post that is live comes once: the job, and its entry in the list as last seen', async () => {
	const outputJobId = await schedule();
	const made = await published();
	expect(await made.poll()).toBeNull();
	api.sandbox.clock.advance(2 * HOUR_MS);

	expect(await made.poll()).toEqual([
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
	expect(await made.poll()).toBeNull();
	expect(await made.restart()).toBeNull();
});

test('A post that was scheduled and has ended while n8n was running comes, too', async () => {
	const made = await published();
	const outputJobId = await schedule();
	expect(await made.poll()).toBeNull();
	api.sandbox.endJob(outputJobId, 'failed', 'spam_risk');

	expect(await made.poll()).toMatchObject([
		{ outputJobId, status: 'failed', errorMessage: 'spam_risk' },
	]);
});

test('A post of Instagram comes with what the API gives', async () => {
	const outputJobId = api.sandbox.addInstagramJob(HOUR_MS);
	const made = await published();
	api.sandbox.endJob(outputJobId, 'succeeded');

	expect(await made.poll()).toMatchObject([
		{ outputJobId, scheduledPost: { platform: 'instagram' } },
	]);
});

test('Only the outcomes that were chosen come; another choice begins nothing anew', async () => {
	const [canceled, failed, later] = [await schedule(), await schedule(), await schedule()];
	const made = await published({ outcomes: ['failed'] });
	api.sandbox.endJob(canceled, 'canceled');
	api.sandbox.endJob(failed, 'failed');
	expect(ids(await made.poll())).toEqual([failed]);

	made.parameters.outcomes = ['canceled'];
	api.sandbox.endJob(later, 'canceled');
	expect(ids(await made.poll())).toEqual([later]);
});

test.each([
	['none', [], 'Outcomes must be one of canceled, failed, succeeded, but is empty'],
	['one that is none', ['success'], 'but is “success”'],
])('Outcomes are refused before any request: %s', async (_name, outcomes, message) => {
	const error = await errorOf(workflow({ outcomes }).activate());
	expect(error.message).toContain(message);
	expect(api.sent()).toEqual([]);
});

test('A poll is one request, and a look at each post that has left the list', async () => {
	const outputJobIds = [await schedule(), await schedule(), await schedule()];
	const made = await published();
	const before = api.sent('GET').length;
	await made.poll();
	expect(api.sent('GET').length - before).toBe(1);

	api.sandbox.endJob(outputJobIds[1] as string, 'succeeded');
	await made.poll();
	expect(api.sent('GET').length - before).toBe(3);
	expect(looks().map(({ path }) => path)).toEqual([`/jobs/publish/${outputJobIds[1]}`]);
});

test('At most 10 looks go at once, and 100 in one poll; the others come with the next ones', async () => {
	const outputJobIds: string[] = [];
	for (let count = 0; count < 130; count++) outputJobIds.push(await schedule());
	const made = await published();
	api.sandbox.settings.latencyMs = 5;
	api.sandbox.clock.advance(2 * HOUR_MS);
	api.sandbox.resetMaxInFlight();

	const first = ids(await made.poll()) ?? [];
	expect(first).toHaveLength(100);
	expect(api.sandbox.maxInFlight).toBeLessThanOrEqual(10);
	expect([...first, ...(ids(await made.poll()) ?? [])].sort()).toEqual(outputJobIds.sort());
	expect(await made.poll()).toBeNull();
});

test('A post that is under way is looked at until it has ended', async () => {
	api.sandbox.settings.runMs = 5 * HOUR_MS;
	const outputJobId = await schedule();
	const made = await published();
	api.sandbox.clock.advance(2 * HOUR_MS);
	expect(await made.poll()).toBeNull();
	expect(await made.poll()).toBeNull();
	api.sandbox.clock.advance(5 * HOUR_MS);

	expect(await made.poll()).toMatchObject([{ outputJobId, scheduledPost: { outputJobId } }]);
});

test('A post that left the list and came back is told once, before it ended and after', async () => {
	const outputJobId = await schedule();
	const made = await published();
	const entry = { outputJobId, scheduledFor: 'soon' };
	const show = (scheduled: object[]) =>
		api.sandbox.faults.add({
			kind: 'status',
			path: '/publish/scheduled',
			status: 200,
			json: { scheduled },
		});

	show([]);
	expect(await made.poll()).toBeNull();
	show([entry]);
	expect(await made.poll()).toBeNull();
	api.sandbox.endJob(outputJobId, 'succeeded');
	expect(await made.poll()).toMatchObject([{ outputJobId, scheduledPost: entry }]);
	for (const list of [[entry], [], [entry], []]) {
		show(list);
		expect(await made.poll()).toBeNull();
	}
});

test('Ended posts that stay in the list are told once, those from before the trigger never', async () => {
	const [before, later] = [await schedule(), await schedule()];
	api.sandbox.endJob(before, 'succeeded');
	const show = (...statuses: [string, string][]) =>
		api.sandbox.faults.add({
			kind: 'status',
			path: '/publish/scheduled',
			status: 200,
			json: statuses.map(([outputJobId, status]) => ({ outputJobId, status })),
		});
	const made = workflow();
	show([before, 'succeeded'], [later, 'scheduled']);
	await made.activate();
	api.sandbox.endJob(later, 'failed');
	show([before, 'succeeded'], [later, 'failed']);
	expect(ids(await made.poll())).toEqual([later]);
	show([before, 'succeeded'], [later, 'failed']);
	expect(await made.poll()).toBeNull();
});

test('Entries without an ID that may stand in a URL are passed over', async () => {
	const made = await published();
	const scheduled = [
		'text',
		null,
		7,
		{},
		{ outputJobId: '../tiktok/accounts' },
		{ outputJobId: 5 },
	];
	api.sandbox.faults.add({ kind: 'status', status: 200, json: { scheduled } });
	expect(await made.poll()).toBeNull();
	expect(await made.poll()).toBeNull();
	expect(looks()).toEqual([]);
});

describe('A look that fails', () => {
	test('hurts no other, and is made again', async () => {
		const [broken, fine] = [await schedule(), await schedule()] as [string, string];
		const made = await published();
		for (const id of [broken, fine]) api.sandbox.endJob(id, 'succeeded');
		api.sandbox.faults.add({ kind: 'resetAfter', outputJobId: broken });

		expect(ids(await made.poll())).toEqual([fine]);
		expect(ids(await made.poll())).toEqual([broken]);
	});

	test('for good is said with the third poll in a row, with the ID of the job', async () => {
		const outputJobId = await schedule();
		const made = await published();
		api.sandbox.endJob(outputJobId, 'succeeded');
		api.sandbox.faults.add({ kind: 'status', status: 400, outputJobId, times: 3 });

		expect(await made.poll()).toBeNull();
		expect(await made.poll()).toBeNull();
		const error = await errorOf(made.poll());
		expect(error.description).toContain(outputJobId);
		expect(ids(await made.poll())).toEqual([outputJobId]);
	});
});

test('A job that the service no longer knows hurts no other, and is given up after a day', async () => {
	const [unknown, fine] = [await schedule(), await schedule()] as [string, string];
	const made = await published();
	api.sandbox.forgetJob(unknown);
	expect(await made.poll()).toBeNull();
	api.sandbox.endJob(fine, 'succeeded');
	expect(ids(await made.poll())).toEqual([fine]);

	jest.setSystemTime(Date.now() + 23 * HOUR_MS);
	expect(await made.poll()).toBeNull();
	expect(made.warnings).toEqual([]);
	jest.setSystemTime(Date.now() + 2 * HOUR_MS);
	expect(await made.poll()).toBeNull();
	expect(made.warnings).toEqual([expect.stringContaining(unknown)]);
	const before = looks().length;
	await made.poll();
	expect(looks()).toHaveLength(before);
});

test('A job that the service loses sight of for a while is told', async () => {
	const outputJobId = await schedule();
	const made = await published();
	api.sandbox.endJob(outputJobId, 'succeeded');
	api.sandbox.faults.add({ kind: 'loseJob', outputJobId, times: 2 });
	expect(await made.poll()).toBeNull();
	expect(await made.poll()).toBeNull();
	expect(ids(await made.poll())).toEqual([outputJobId]);
});

test('A job that never ends is given up after 30 days', async () => {
	api.sandbox.settings.runMs = 90 * 24 * HOUR_MS;
	await schedule();
	const made = await published();
	api.sandbox.clock.advance(2 * HOUR_MS);
	for (const days of [0, 29]) {
		jest.setSystemTime(Date.now() + days * 24 * HOUR_MS);
		expect(await made.poll()).toBeNull();
	}
	expect(made.warnings).toEqual([]);
	jest.setSystemTime(Date.now() + 2 * 24 * HOUR_MS);
	expect(await made.poll()).toBeNull();
	expect(made.warnings).toHaveLength(1);
});

test('Another account begins anew: its posts from before are not told', async () => {
	const outputJobId = await schedule();
	const made = await published();
	made.credential.baseUrl = made.credential.baseUrl.replace('127.0.0.1', 'localhost');
	api.sandbox.endJob(outputJobId, 'succeeded');
	expect(await made.poll()).toBeNull();
	expect(await made.poll()).toBeNull();
});

describe('Fetch Test Event', () => {
	test('gives a post that is still scheduled, and changes nothing', async () => {
		const outputJobId = await schedule();
		const made = workflow();
		expect(await made.fetchTestEvent()).toMatchObject([
			{ outputJobId, status: 'scheduled', scheduledPost: { outputJobId } },
		]);
		expect(made.memory).toEqual({});
	});

	test('says so where nothing is scheduled', async () => {
		const error = await errorOf(workflow().fetchTestEvent());
		expect(error.message).toBe('No scheduled post could be found');
	});
});

test('Remembers the entries of two thousand posts in less than 400,000 characters', async () => {
	const made = workflow();
	const scheduled = Array.from({ length: 2001 }, (_, index) => ({
		outputJobId: `019e1b76-74d7-8c7e-a927-${String(index).padStart(12, '0')}`,
		caption: 'x'.repeat(index % 7 === 0 ? 2200 : 6000),
	}));
	api.sandbox.faults.add({ kind: 'status', status: 200, json: { scheduled } });
	await made.activate();
	expect(made.saved.length).toBeLessThan(400_000);
	expect(made.saved).toContain(scheduled[1999]?.outputJobId);
	expect(made.saved).not.toContain(scheduled[2000]?.outputJobId);
});
