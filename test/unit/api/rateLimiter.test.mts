import { getEventListeners } from 'node:events';

import type { Execution } from '../../../nodes/shared/api/adaptiveLimit';
import type { Failure } from '../../../nodes/shared/api/failure';
import { MAX_THROTTLED_MS } from '../../../nodes/shared/api/limits';
import type { Priority } from '../../../nodes/shared/api/priorityQueue';
import { monotonicNow } from '../../../nodes/shared/api/time';
import { useFakeTime } from './fakeTime.mts';
import { failure, MINUTE, newExecution, refusal, refusing, SECOND, Service } from './service.mts';

const time = useFakeTime();

const HOUR = 60 * MINUTE;
const PRIORITIES: Priority[] = ['post', 'upload', 'poll'];

let owner: Execution;
let other: Execution;

beforeEach(() => {
	// A backoff is as long as it can be.
	jest.spyOn(Math, 'random').mockReturnValue(1);
	owner = newExecution();
	other = newExecution();
});

afterEach(() => {
	jest.restoreAllMocks();
});

/** Why each request failed, or that it was accepted. */
async function outcomes(requests: Promise<unknown>[]): Promise<string[]> {
	const results = await time.during(Promise.allSettled(requests));
	return results.map((one) =>
		one.status === 'fulfilled' ? 'accepted' : (one.reason as Failure).kind,
	);
}

const all = (outcome: string, count: number) => Array<string>(count).fill(outcome);

describe('Without refusals', () => {
	test.each([
		['posts', ['post'], { post: 10 }],
		['uploads', ['upload'], { upload: 5 }],
		['polls', ['poll'], { poll: 10 }],
		['all kinds', PRIORITIES, { all: 10 }],
	] as const)('so many %s are in flight at once', async (_name, priorities, most) => {
		const service = new Service(SECOND);
		const requests = priorities.flatMap((one) => service.send(one, 40, { owner }));

		expect(await outcomes(requests)).toEqual(all('accepted', requests.length));

		expect(service.most).toMatchObject(most);
	});

	test('posts go before uploads, and uploads before polls', async () => {
		const service = new Service(SECOND);
		const first = service.send('post', 10, { owner, name: 'first' });

		const rest = (['poll', 'upload', 'post'] as const).flatMap((one) =>
			service.send(one, 1, { owner }),
		);
		await outcomes([...first, ...rest]);

		// The ten before them were no polls, so the next one is.
		expect(service.names().slice(10)).toEqual(['poll 0', 'post 0', 'upload 0']);
	});

	test('every fourth request is a poll while posts or uploads wait', async () => {
		const service = new Service(SECOND);
		const requests = PRIORITIES.flatMap((one) => service.send(one, 30, { owner }));

		await outcomes(requests);

		const kinds = service.sent.slice(10, 40).map(({ priority }) => priority);
		const polls = kinds.flatMap((kind, index) => (kind === 'poll' ? index : []));
		expect(polls.map((at, index) => at - 4 * index)).toEqual(
			all('', polls.length).map(() => polls[0]),
		);
		expect(kinds.indexOf('upload')).toBeGreaterThan(kinds.lastIndexOf('post'));
	});

	test('a read is not starved by 400 posts of a second each', async () => {
		const service = new Service(SECOND);
		const posts = service.send('post', 400, { owner });
		await time.pass(5500);

		const read = service.send('poll', 1, { owner: other });
		await time.during(Promise.all(read));

		expect(time.now()).toBeLessThanOrEqual(7 * SECOND);
		await outcomes(posts);
	});

	test('executions take turns', async () => {
		const service = new Service(SECOND);
		const requests = [
			...service.send('post', 40, { owner }),
			...service.send('post', 3, { owner: other, name: 'small' }),
		];

		await outcomes(requests);

		const turns = service.names().flatMap((name, index) => (name.startsWith('small') ? index : []));
		expect(turns).toEqual([11, 13, 15]);
	});
});

describe('A refusal', () => {
	test.each([
		['as long as it asks', 7 * SECOND, 7 * SECOND],
		['a part of a second', 300, 300],
		['a second where it names no time', undefined, SECOND],
		['a second where it asks for none', 0, SECOND],
		['exactly five minutes', MAX_THROTTLED_MS, MAX_THROTTLED_MS],
	])('pauses for %s', async (_name, retryAfterMs, pauseMs) => {
		const service = new Service(10, refusing(1, refusal(retryAfterMs)));

		expect(await outcomes(service.send('post', 1, { owner }))).toEqual(['accepted']);

		expect(service.times()).toEqual([0, 10 + pauseMs]);
	});

	test.each([
		['that names no time', undefined, [1, 2, 4, 8, 16, 32, 60, 60]],
		['that asks for too short a time', 1500, [1.5, 2, 4, 8, 16, 32, 60, 60]],
	])('%s is followed by longer and longer pauses', async (_name, retryAfterMs, pauses) => {
		const service = new Service(10, refusing(8, refusal(retryAfterMs)));

		await outcomes(service.send('post', 1, { owner, maxWaitMs: HOUR }));

		const times = service.times();
		const waited = times.slice(1).map((at, index) => (at - Number(times[index]) - 10) / SECOND);
		expect(waited).toEqual(pauses);
	});

	test('after an acceptance is the first of a row again', async () => {
		let count = 0;
		const service = new Service(10, () => (count++ % 2 === 0 ? refusal() : undefined));

		await outcomes(service.send('post', 1, { owner }));
		await outcomes(service.send('post', 1, { owner }));

		expect(service.times()).toEqual([0, 1010, 1020, 2030]);
	});

	test('of two pauses the longer counts', async () => {
		const asked = [20 * SECOND, 40 * SECOND, 10 * SECOND];
		const service = new Service(10, () => {
			const ms = asked.shift();
			return ms ? refusal(ms) : undefined;
		});

		await outcomes(service.send('post', 3, { owner }));

		expect(service.times()).toEqual([0, 0, 0, ...[10, 20, 20].map((ms) => 40 * SECOND + ms)]);
	});

	test('of what was sent before the pause does not count as one in a row', async () => {
		const service = new Service(10, refusing(10, refusal()));

		await outcomes(service.send('post', 10, { owner }));

		expect(service.times()[10]).toBe(1010);
	});

	test('is followed by one request, then by as many as were accepted, then by one at a time', async () => {
		const service = new Service(10);
		service.answer = refusing(1, refusal(MINUTE), () => service.sent.length > 30);

		await outcomes(service.send('post', 100, { owner }));

		const later = service.times().filter((at) => at >= MINUTE);
		const perTurn = [...new Set(later)].map((at) => later.filter((one) => one === at).length);
		// 30 had been accepted when one was refused.
		expect(perTurn.slice(0, 4)).toEqual([1, 10, 10, 9]);
		expect(perTurn.slice(4, 24)).toEqual(Array(20).fill(1));
		expect(perTurn[24]).toBe(2);
	});

	test.each([
		['post', ['post', 'upload', 'poll']],
		['upload', ['upload']],
		['poll', ['poll']],
	] as const)('of %s pauses %j', async (priority, paused) => {
		const service = new Service(10, refusing(1, refusal(MINUTE)));
		const refused = service.send(priority, 1, { owner });
		await time.pass(20);

		const rest = PRIORITIES.flatMap((one) =>
			service.send(one, 1, { owner: other, name: `late ${one}` }),
		);
		await outcomes([...refused, ...rest]);

		const late = PRIORITIES.filter((one) => Number(service.times(`late ${one}`)[0]) > MINUTE);
		expect(late).toEqual(paused);
	});

	test('of a post is followed by posts and polls, though an upload that takes an hour is first', async () => {
		const service = new Service(10, refusing(1, refusal(SECOND)));
		service.latencyOf = ({ priority }) => (priority === 'upload' ? HOUR : 10);
		await outcomes(service.send('post', 1, { owner, maxWaitMs: 0 }));
		const uploads = service.send('upload', 5, { owner });
		await time.pass(SECOND);

		await time.during(
			Promise.all((['post', 'poll'] as const).flatMap((one) => service.send(one, 20, { owner }))),
		);

		expect(service.most.upload).toBe(1);
		expect(time.now()).toBeLessThan(2 * SECOND);
		await outcomes(uploads);
	});

	test('holds nothing until what was sent before it has ended', async () => {
		const isSlow = ({ name }: { name: string }) => name === 'slow 0';
		const service = new Service(
			10,
			refusing(1, refusal(SECOND), (one) => !isSlow(one)),
		);
		service.latencyOf = (one) => (isSlow(one) ? HOUR : 10);
		const slow = service.send('upload', 1, { owner, name: 'slow' });

		await time.during(Promise.all(service.send('upload', 2, { owner })));

		expect(time.now()).toBeLessThan(2 * SECOND);
		await outcomes(slow);
	});

	test.each([
		['refused for good', 'refused', 2],
		['without an answer', 'outcomeUnknown', 1],
	] as const)(
		'is followed by one request at a time until one is accepted, which one %s is or not',
		async (_name, kind, width) => {
			const service = new Service(10, refusing(1, refusal(SECOND)));
			await outcomes(service.send('post', 1, { owner, maxWaitMs: 0 }));
			service.answer = refusing(1, failure(kind));

			await outcomes(service.send('post', 3, { owner, name: 'next' }));

			const [first, second, third] = service.times('next');
			expect(first).toBe(10 + SECOND);
			expect(second).toBe(20 + SECOND);
			expect(third).toBe(width === 2 ? second : 30 + SECOND);
		},
	);
});

describe('An execution gives up', () => {
	test.each([
		['post', ['post', 'upload']],
		['upload', ['upload']],
		['poll', ['poll']],
	] as const)(
		'what it has waiting when %s is asked to wait for an hour: %j',
		async (priority, ended) => {
			const service = new Service(10, (one) =>
				one.priority === priority && one.name !== 'other 0' ? refusal(HOUR) : undefined,
			);
			const first = service.send(priority, 300, { owner });
			const others = PRIORITIES.flatMap((one) =>
				service.send(one, 1, { owner: other, name: 'other' }),
			);

			expect(await outcomes(first)).toEqual(all('rateLimited', 300));
			expect(await outcomes(others)).toEqual(all('accepted', 3));
			const sent = service.sent.length;
			const late = PRIORITIES.map((one) => service.send(one, 1, { owner }));
			const given = await outcomes(late.flat());

			expect(PRIORITIES.filter((_, index) => given[index] !== 'accepted')).toEqual(ended);
			expect(service.sent.length - sent).toBe(3 - ended.length);
			expect(service.times(`${priority} `).length).toBeLessThanOrEqual(11);
			expect(time.now()).toBeLessThan(SECOND);
		},
	);

	test('what it has waiting with a wrong key, and nothing of another execution', async () => {
		const wrong = failure('refused', { httpStatus: 401 });
		const service = new Service(10, ({ name }) => (name === 'other 0' ? undefined : wrong));
		const requests = PRIORITIES.flatMap((one) => service.send(one, 100, { owner }));
		const kept = service.send('post', 1, { owner: other, name: 'other' });

		expect(await outcomes(requests)).toEqual(all('refused', 300));
		expect(await outcomes(kept)).toEqual(['accepted']);
		const late = service.send('poll', 1, { owner, maxWaitMs: HOUR });
		expect(await outcomes(late)).toEqual(['refused']);

		expect(service.sent.length).toBeLessThanOrEqual(11);
	});

	test('when nothing was accepted for five minutes, as does every other one that waits', async () => {
		const service = new Service(10, ({ priority }) =>
			priority === 'post' ? refusal(20 * SECOND) : undefined,
		);
		const requests = [
			...service.send('post', 50, { owner }),
			...service.send('post', 50, { owner: other }),
		];
		await time.pass(MINUTE);
		const polls = service.send('poll', 3, { owner });
		const late = service.send('post', 1, { owner: newExecution(), name: 'late' });

		expect(await outcomes(requests)).toEqual(all('rateLimited', 100));
		const minutes = time.now() / MINUTE;
		expect(minutes).toBeGreaterThan(4);
		expect(minutes).toBeLessThanOrEqual(5);
		expect(await outcomes(polls)).toEqual(all('accepted', 3));
		expect(await outcomes(service.send('upload', 5, { owner }))).toEqual(all('rateLimited', 5));
		expect(service.most.upload).toBe(0);
		expect(await outcomes(late)).toEqual(['rateLimited']);
		expect(time.now() / MINUTE).toBeGreaterThan(5);
	});

	test('not while others are accepted', async () => {
		let count = 0;
		const service = new Service(10, () => (count++ % 4 === 0 ? refusal(MINUTE) : undefined));

		expect(await outcomes(service.send('post', 60, { owner }))).toEqual(all('accepted', 60));

		expect(time.now()).toBeGreaterThan(10 * MINUTE);
	});
});

describe('A request waits', () => {
	test('by itself when the service asks for more than five minutes, if it is patient', async () => {
		const service = new Service(
			10,
			refusing(1, refusal(50 * MINUTE), ({ name }) => name === 'patient 0'),
		);
		const patient = service.send('poll', 1, { owner, name: 'patient', maxWaitMs: HOUR });
		await time.pass(20);

		await outcomes([owner, other].flatMap((one) => service.send('poll', 20, { owner: one })));

		expect(time.now()).toBeLessThan(SECOND);
		expect(service.most.all).toBe(10);
		expect(await outcomes(patient)).toEqual(['accepted']);
		expect(service.times('patient')).toEqual([0, 50 * MINUTE + 10]);
	});

	test('though its execution gave up for others, if it is more patient', async () => {
		const service = new Service(10, refusing(1, refusal(50 * MINUTE)));
		await outcomes(service.send('poll', 1, { owner }));

		const [patient] = await outcomes(service.send('poll', 1, { owner, maxWaitMs: HOUR }));
		const [impatient] = await outcomes(service.send('poll', 1, { owner }));

		expect([patient, impatient]).toEqual(['accepted', 'rateLimited']);
	});

	test('for nothing when a pause is over', async () => {
		const service = new Service(10, refusing(1, refusal(MINUTE)));
		await outcomes(service.send('poll', 1, { owner }));

		expect(await outcomes(service.send('poll', 1, { owner, maxWaitMs: 0 }))).toEqual(['accepted']);
	});

	test('no longer than it says in all', async () => {
		const service = new Service(10, () => refusal(50 * MINUTE));
		const requests = service.send('poll', 1, { owner, maxWaitMs: HOUR });

		expect(await outcomes(requests)).toEqual(['rateLimited']);

		expect(service.sent).toHaveLength(2);
	});

	test.each([
		['not at all with 0', 0, 'rateLimited'],
		['not for a longer pause than it says', 59 * SECOND, 'rateLimited'],
		['for a pause that is as long', 61 * SECOND, 'accepted'],
	])(
		'%s, whether it is refused, waits already or comes later',
		async (_name, maxWaitMs, outcome) => {
			const service = new Service(10, refusing(1, refusal(MINUTE)));
			const refused = service.send('poll', 1, { owner, maxWaitMs });
			const inFlight = service.send('poll', 9, { owner });
			const waiting = service.send('poll', 1, { owner: other, maxWaitMs });
			await time.pass(10);
			const late = service.send('poll', 1, { owner: other, maxWaitMs });

			expect(await outcomes([...refused, ...waiting, ...late])).toEqual(all(outcome, 3));

			expect(time.now() < MINUTE).toBe(outcome !== 'accepted');
			await outcomes(inFlight);
		},
	);
});

describe('A stopped execution', () => {
	test('ends what it has waiting at once, and holds nobody', async () => {
		const stop = new AbortController();
		const { signal } = stop;
		const service = new Service(
			10,
			refusing(1, refusal(50 * MINUTE), ({ name }) => name === 'own pause 0'),
		);
		const patient = { owner, signal, maxWaitMs: HOUR, name: 'own pause' };
		const pausing = service.send('poll', 1, patient);
		await time.pass(10);
		service.latencyOf = () => MINUTE;
		const inFlight = service.send('post', 10, { owner, signal });
		const waiting = PRIORITIES.flatMap((one) => service.send(one, 1000, { owner, signal }));
		const others = service.send('upload', 1, { owner: other, name: 'other' });
		await time.pass(SECOND);

		stop.abort();

		expect(await outcomes([...pausing, ...waiting])).toEqual(all('aborted', 3001));
		expect(time.now()).toBe(10 + SECOND);
		expect(getEventListeners(signal, 'abort')).toEqual([]);
		expect(await outcomes(others)).toEqual(['accepted']);
		expect(service.times('other')).toEqual([10 + MINUTE]);
		expect(await outcomes(inFlight)).toEqual(all('accepted', 10));
		expect(service.sent).toHaveLength(12);
		// n8n's sleep cannot be ended.
		await time.toTheEnd();
	});

	test('sends nothing', async () => {
		const service = new Service(10);

		const requests = service.send('post', 1, { owner, signal: AbortSignal.abort() });

		expect(await outcomes(requests)).toEqual(['aborted']);
		expect(service.sent).toEqual([]);
	});

	test('is listened to once for all its requests', async () => {
		const { signal } = new AbortController();
		const service = new Service(10, refusing(1, refusal(SECOND)));

		await outcomes(service.send('post', 30, { owner, signal }));

		expect(getEventListeners(signal, 'abort')).toHaveLength(1);
	});
});

test('The clock goes on when that of the machine is set back', async () => {
	const service = new Service(10, refusing(1, refusal(MINUTE)));
	const requests = service.send('post', 1, { owner });
	await time.pass(SECOND);
	const before = monotonicNow();

	jest.setSystemTime(0);

	expect(monotonicNow()).toBe(before);
	await outcomes(requests);
	expect(service.times()).toEqual([0, 10 + MINUTE]);
});
