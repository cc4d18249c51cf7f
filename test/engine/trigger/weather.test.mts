import type { FaultEffect } from '../../../tools/sandbox/faults/fault.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { schedulePost } from '../../support/schedulePost.mts';
import { errorOf, TriggeredWorkflow, type Polled } from '../../support/trigger.mts';

const time = useLeapingTime();
const api = useSandbox();

const MINUTE_MS = 60 * 1000;
const EVENTS = ['newMedia', 'scheduledPostEnded'];

function workflow(triggerOn = 'newMedia'): TriggeredWorkflow {
	const { apiKey, baseUrl } = api.sandbox;
	return new TriggeredWorkflow({ apiKey, baseUrl }, { triggerOn });
}

/** A workflow that was published, with a trigger that has seen what is there. */
async function published(triggerOn?: string): Promise<TriggeredWorkflow> {
	const made = workflow(triggerOn);
	expect(await made.activate()).toBeNull();
	return made;
}

const ids = (polled: Polled) => polled?.map(({ mediaId }) => mediaId);

/** Faults that pass, as they strike a poll. */
const PASSING: [string, FaultEffect][] = [
	['a reset before the request was read', { kind: 'resetBefore' }],
	['a reset instead of an answer', { kind: 'resetAfter' }],
	['a reset within the answer', { kind: 'resetReading' }],
	['an answer that ends too early', { kind: 'cut' }],
	['429 with a time', { kind: 'rateLimit', seconds: 3600 }],
	['429 without one', { kind: 'rateLimit', form: 'nothing' }],
	['500', { kind: 'status', status: 500 }],
	["a gateway's page with 502", { kind: 'status', status: 502, body: 'html' }],
	["a gateway's page with 200", { kind: 'status', status: 200, body: 'html' }],
	['nothing with 200', { kind: 'status', status: 200, body: 'empty' }],
	['an object without a list', { kind: 'status', status: 200, json: { media: null } }],
	['a redirect', { kind: 'redirect', status: 302 }],
];

/** What does not pass by itself. */
const LASTING: [string, FaultEffect, RegExp][] = [
	['401', { kind: 'status', status: 401 }, /does not accept the API key/],
	['402', { kind: 'status', status: 402 }, /needs a paid plan/],
	['403', { kind: 'status', status: 403 }, /may not/],
	['404', { kind: 'status', status: 404 }, /does not know/],
];

describe.each(EVENTS)('%s', (event) => {
	test('A wrong key refuses the activation', async () => {
		const made = workflow(event);
		made.credential.apiKey = `sk_${'f'.repeat(64)}`;
		const error = await errorOf(made.activate());
		expect(error.message).toMatch(/^Wonda does not accept the API key/);
		expect(error.httpCode).toBe('401');
		expect(made.memory).toEqual({});
	});

	test('No key refuses it before any request', async () => {
		const made = workflow(event);
		made.credential.apiKey = '';
		expect((await errorOf(made.activate())).message).toContain('is empty');
		expect(api.sent()).toEqual([]);
	});

	test.each(PASSING)('Refuses the activation while nothing is known: %s', async (_name, fault) => {
		const made = workflow(event);
		api.sandbox.faults.add(fault);
		expect((await errorOf(made.activate())).message).not.toBe('');
		expect(made.memory).toEqual({});
		expect(await made.activate()).toBeNull();
	});

	test.each(PASSING)('Is borne in a later poll: %s', async (_name, fault) => {
		const made = await published(event);
		api.sandbox.faults.add({ ...fault, times: 2 });
		expect(await made.poll()).toBeNull();
		expect(await made.restart()).toBeNull();
		expect(await made.poll()).toBeNull();
		expect(made.warnings).toEqual([]);
	});

	test.each(LASTING)('Is said at once in a later poll: %s', async (_name, fault, message) => {
		const made = await published(event);
		api.sandbox.faults.add({ ...fault, times: 2 });
		expect((await errorOf(made.poll())).message).toMatch(message);
		expect((await errorOf(made.poll())).message).toMatch(message);
		expect(await made.poll()).toBeNull();
	});

	test('The key stands nowhere, whatever an answer says', async () => {
		const made = workflow(event);
		const { apiKey } = made.credential;
		api.sandbox.settings.echoAuthorization = true;
		api.sandbox.faults.add({ kind: 'status', status: 400, message: `Bearer ${apiKey}` });
		const error = await errorOf(made.activate());
		expect(JSON.stringify([error.message, error.description, error])).not.toContain(
			apiKey.slice(3),
		);
	});
});

test('Where scheduling is not enabled, the activation is refused with it, and a later poll says so at once', async () => {
	const made = await published('scheduledPostEnded');
	api.sandbox.settings.schedulingEnabled = false;
	for (const error of [
		await errorOf(workflow('scheduledPostEnded').activate()),
		await errorOf(made.poll()),
	]) {
		expect(`${error.message} ${error.description}`).toMatch(/not enabled.*Ask Wonda to enable it/);
	}
});

test.each(PASSING)('Nothing new is lost by it: %s', async (_name, fault) => {
	const made = await published();
	const first = api.sandbox.addMedia();
	api.sandbox.faults.add({ ...fault, times: 2 });
	expect(await made.poll()).toBeNull();
	const second = api.sandbox.addMedia();
	expect(await made.poll()).toBeNull();
	expect(ids(await made.poll())?.sort()).toEqual([first.mediaId, second.mediaId].sort());
});

describe('A fault that stays', () => {
	const down = () => api.sandbox.faults.add({ kind: 'status', status: 500, times: 1000 });

	test('is said by the third poll in a row, then once an hour', async () => {
		const made = await published();
		down();
		expect(await made.poll()).toBeNull();
		expect(await made.poll()).toBeNull();
		const error = await errorOf(made.poll());
		expect(error.message).toMatch(/^Wonda failed to process the request/);
		expect(error.description).toContain('It was so in 3 polls in a row');
		expect(await made.poll()).toBeNull();
		jest.setSystemTime(Date.now() + 61 * MINUTE_MS);
		expect((await errorOf(made.poll())).description).toContain('in 5 polls in a row');
	});

	test('is said by the second poll when that comes 10 minutes later', async () => {
		const made = await published();
		down();
		expect(await made.poll()).toBeNull();
		jest.setSystemTime(Date.now() + 11 * MINUTE_MS);
		expect((await errorOf(made.poll())).message).toMatch(/^Wonda failed/);
	});

	test('is none when a poll in between was answered', async () => {
		const made = await published();
		for (let count = 0; count < 3; count++) {
			api.sandbox.faults.add({ kind: 'status', status: 500, times: 2 });
			for (let poll = 0; poll < 3; poll++) expect(await made.poll()).toBeNull();
		}
	});
});

test('While the gate is closed nothing is sent, no time is lost, and nothing new is missed', async () => {
	const made = await published();
	const { mediaId } = api.sandbox.addMedia();
	const outputJobId = await schedulePost(api.sandbox, { dueInMs: 60 * MINUTE_MS, caption: '' });
	api.sandbox.faults.add({ kind: 'rateLimit', path: '/jobs/*', seconds: 120 });
	const run = api.run('job-get', { items: [{ outputJobId }] });
	await time.passUntil(() => api.sent().some(({ status }) => status === 429));
	await time.quiet();

	const before = api.sent().length;
	expect(await made.poll()).toBeNull();
	expect(api.sent()).toHaveLength(before);
	expect((await errorOf(made.fetchTestEvent())).message).toBe(
		'Requests to Wonda are held back for now',
	);
	await time.passDuring(run);
	expect(ids(await made.poll())).toEqual([mediaId]);
});

test('A poll that was refused (429) holds back no run', async () => {
	const made = await published();
	api.sandbox.faults.add({ kind: 'rateLimit', path: '/media', seconds: 3600 });
	expect(await made.poll()).toBeNull();
	expect((await time.passDuring(api.run('media-get-all'))).error).toBeUndefined();
});

describe('Polls that overlap tell each new thing once', () => {
	const slow = (path: string) =>
		api.sandbox.faults.add({ kind: 'slow', when: 'after', delayMs: 200, path });

	test('new media', async () => {
		const made = await published();
		slow('/media');
		const { mediaId } = api.sandbox.addMedia();
		const both = [made.poll(), made.poll()];
		const told = (await Promise.all(both)).flatMap((polled) => ids(polled) ?? []);
		expect(told).toEqual([mediaId]);
	});

	test('a scheduled post', async () => {
		const outputJobId = await schedulePost(api.sandbox, { dueInMs: 60 * MINUTE_MS, caption: '' });
		const made = await published('scheduledPostEnded');
		api.sandbox.endJob(outputJobId, 'succeeded');
		slow('/jobs/*');
		const told = (await Promise.all([made.poll(), made.poll()])).flatMap((polled) => polled ?? []);
		expect(told).toMatchObject([{ outputJobId }]);
		expect(await made.poll()).toBeNull();
	});
});
