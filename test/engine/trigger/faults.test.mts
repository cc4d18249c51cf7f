import type { FaultEffect } from '../../../tools/sandbox/faults/fault.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { schedulePost } from '../../support/schedulePost.mts';
import { activated, errorOf, idsIn, TriggeredWorkflow } from '../../support/trigger.mts';

useLeapingTime();
const api = useSandbox();

const MINUTE_MS = 60 * 1000;

const credential = () => ({ apiKey: api.sandbox.apiKey, baseUrl: api.sandbox.baseUrl });
const workflow = (triggerOn = 'newMedia') => new TriggeredWorkflow(credential(), { triggerOn });
const active = async (triggerOn = 'newMedia') => await activated(credential(), { triggerOn });

const unavailable = { cause: 'temporarily-unavailable' };

/** Transient faults of a poll, and what n8n's scheduler is told when they last. */
const TRANSIENT: [string, FaultEffect, object][] = [
	['a reset before the request was read', { kind: 'resetBefore' }, unavailable],
	['a reset instead of an answer', { kind: 'resetAfter' }, unavailable],
	['a reset within the answer', { kind: 'resetReading' }, unavailable],
	['an answer that ends too early', { kind: 'cut' }, unavailable],
	[
		'429 with a time',
		{ kind: 'rateLimit', seconds: 3600 },
		{ cause: 'rate-limited', retryAfterMs: 3_600_000 },
	],
	['429 without one', { kind: 'rateLimit', form: 'nothing' }, { cause: 'rate-limited' }],
	['500', { kind: 'status', status: 500 }, unavailable],
	["a gateway's page with 502", { kind: 'status', status: 502, body: 'html' }, unavailable],
	["a gateway's page with 200", { kind: 'status', status: 200, body: 'html' }, unavailable],
	['nothing with 200', { kind: 'status', status: 200, body: 'empty' }, unavailable],
	['an object without a list', { kind: 'status', status: 200, json: { media: null } }, unavailable],
	['an error with 200', { kind: 'status', status: 200, json: { error: 'busy' } }, unavailable],
	['a redirect', { kind: 'redirect', status: 302 }, unavailable],
];

/** Faults that do not pass by themselves. */
const LASTING: [string, FaultEffect, RegExp, object | undefined][] = [
	[
		'401',
		{ kind: 'status', status: 401 },
		/does not accept the API key/,
		{ cause: 'credential-invalid' },
	],
	['402', { kind: 'status', status: 402 }, /needs a paid plan/, undefined],
	['403', { kind: 'status', status: 403 }, /: Forbidden$/, undefined],
	['404', { kind: 'status', status: 404 }, /could not find/, undefined],
];

describe.each(['newMedia', 'scheduledPostEnded'])('%s', (event) => {
	test('A wrong key refuses the activation', async () => {
		const trigger = workflow(event);
		trigger.credential.apiKey = `sk_${'f'.repeat(64)}`;
		const error = await errorOf(trigger.activate());
		expect(error.message).toMatch(/^Wonda does not accept the API key/);
		expect(error.httpCode).toBe('401');
		expect(trigger.memory).toEqual({});
	});

	test('An empty key refuses it before any request', async () => {
		const trigger = workflow(event);
		trigger.credential.apiKey = '';
		expect((await errorOf(trigger.activate())).message).toContain('is empty');
		expect(api.sent()).toEqual([]);
	});

	test.each(TRANSIENT)('The activation is refused by %s', async (_name, fault, failure) => {
		const trigger = workflow(event);
		api.sandbox.faults.add(fault);
		expect((await errorOf(trigger.activate())).failure).toEqual(failure);
		expect(trigger.memory).toEqual({});
		expect(await trigger.activate()).toBeNull();
	});

	test.each(LASTING)('A later poll reports %s at once', async (_name, fault, message, failure) => {
		const trigger = await active(event);
		api.sandbox.faults.add({ ...fault, times: 2 });
		for (let count = 0; count < 2; count++) {
			const error = await errorOf(trigger.poll());
			expect(error.message).toMatch(message);
			expect(error.failure).toEqual(failure);
		}
		expect(await trigger.poll()).toBeNull();
	});
});

test('That scheduling is not enabled is reported at once', async () => {
	const trigger = await active('scheduledPostEnded');
	api.sandbox.settings.schedulingEnabled = false;
	for (const polled of [workflow('scheduledPostEnded').activate(), trigger.poll()]) {
		const { message, description } = await errorOf(polled);
		expect(`${message} ${description}`).toMatch(/not enabled.*Ask Wonda to enable it/);
	}
});

test.each(TRANSIENT)('Nothing new is lost by %s', async (_name, fault) => {
	const trigger = await active();
	const first = api.sandbox.addMedia();
	api.sandbox.faults.add({ ...fault, times: 2 });
	expect(await trigger.poll()).toBeNull();
	const second = api.sandbox.addMedia();
	expect(await trigger.poll()).toBeNull();
	expect(idsIn(await trigger.poll()).sort()).toEqual([first.mediaId, second.mediaId].sort());
});

describe('A fault that lasts', () => {
	const down = () => api.sandbox.faults.add({ kind: 'status', status: 500, times: 1000 });

	test('is reported by the third poll in a row, then every hour', async () => {
		const trigger = await active();
		down();
		expect(await trigger.poll()).toBeNull();
		expect(await trigger.poll()).toBeNull();
		const error = await errorOf(trigger.poll());
		expect(error.message).toMatch(/^Wonda failed to process the request/);
		expect(error.description).toContain('The last 3 polls have failed');
		expect(error.failure).toEqual(unavailable);
		expect(await trigger.poll()).toBeNull();
		jest.setSystemTime(Date.now() + 61 * MINUTE_MS);
		expect((await errorOf(trigger.poll())).description).toContain('The last 5 polls have failed');
	});

	test('is reported by the second poll if that comes 10 minutes later', async () => {
		const trigger = await active();
		down();
		expect(await trigger.poll()).toBeNull();
		jest.setSystemTime(Date.now() + 11 * MINUTE_MS);
		expect((await errorOf(trigger.poll())).message).toMatch(/^Wonda failed/);
	});

	test('is none if a poll in between succeeds', async () => {
		const trigger = await active();
		for (let count = 0; count < 3; count++) {
			api.sandbox.faults.add({ kind: 'status', status: 500, times: 2 });
			for (let poll = 0; poll < 3; poll++) expect(await trigger.poll()).toBeNull();
		}
	});
});

test('A poll ends before n8n abandons it, says so, and loses nothing', async () => {
	const trigger = await active();
	const { mediaId } = api.sandbox.addMedia();
	trigger.budgetMs = 500;
	api.sandbox.faults.add({ kind: 'slow', delayMs: 3_600_000, times: 2 });
	expect(await trigger.poll()).toBeNull();
	const error = await errorOf(trigger.fetchTestEvent());
	expect(error.message).toBe('The poll ran out of time');
	expect(`${error.message} ${error.description}`).not.toMatch(/stopped|come back/);
	trigger.budgetMs = undefined;
	api.sandbox.faults.clear();
	expect(idsIn(await trigger.poll())).toEqual([mediaId]);
});

test('Jobs for which there is no time left come with the next poll', async () => {
	const schedule = async () =>
		await schedulePost(api.sandbox, { dueInMs: 60 * MINUTE_MS, caption: '' });
	const [slow, fine] = [await schedule(), await schedule()];
	const trigger = await active('scheduledPostEnded');
	for (const id of [slow, fine]) api.sandbox.endJob(id, 'succeeded');
	trigger.budgetMs = 5000;
	api.sandbox.faults.add({ kind: 'slow', delayMs: 3_600_000, outputJobId: slow });
	expect(idsIn(await trigger.poll())).toEqual([fine]);
	trigger.budgetMs = undefined;
	expect(idsIn(await trigger.poll())).toEqual([slow]);
});

test.each([
	['newMedia', 'mediaId'],
	['scheduledPostEnded', 'outputJobId'],
])('The key is in no error, item or memory, whatever Wonda repeats: %s', async (event, idName) => {
	const { apiKey } = api.sandbox;
	api.sandbox.settings.echoAuthorization = true;
	const trigger = workflow(event);
	const entry = (id: string) => ({ [idName]: id, note: `Bearer ${apiKey}`, [apiKey]: 1 });
	const show = (...list: object[]) =>
		api.sandbox.faults.add({ kind: 'status', status: 200, json: list, path: /media|scheduled/ });
	show(entry('019e1b76-74d7-8c7e-a927-000000000001'));
	await trigger.activate();
	show(entry('019e1b76-74d7-8c7e-a927-000000000002'));
	api.sandbox.faults.add({
		kind: 'status',
		status: 200,
		json: { status: 'failed', errorMessage: apiKey },
		path: '/jobs/*',
	});
	const items = await trigger.poll();
	expect(items).toHaveLength(1);
	api.sandbox.faults.add({ kind: 'status', status: 400, message: `Bearer ${apiKey}` });
	const { message, description, stack, context } = await errorOf(trigger.poll());

	const everything = [items, trigger.saved, trigger.memory, message, description, stack, context];
	expect(JSON.stringify(everything)).not.toContain(apiKey.slice(3));
});
