import { lookAt, lookAtAll } from '../../nodes/WondaTikTokTrigger/events/looks';
import { inTurn, type Poll } from '../../nodes/WondaTikTokTrigger/turn';
import { Failure } from '../../nodes/shared/failures/failure';
import { steadyNow } from '../../nodes/shared/run/clock';
import { useQuickTime } from '../support/time.mts';
import { after, answer, errorOf, refusing, reset, unreached } from '../operations/loop.mts';
import { Poller, type Service } from './poller.mts';

const time = useQuickTime();

const HELD_BACK = {
	kind: 'limited',
	message: 'Requests to Wonda are held back for now',
	facts: { description: 'Wonda has asked the runs with this API key to come back later.' },
};

const polling = async (service: Service = () => answer({})) => await new Poller(service).pollNow();

const failureOf = async (work: Promise<unknown>) => await errorOf<Failure>(time.passDuring(work));

test('A request of a poll gives what it gives', async () => {
	const poll = await polling();
	expect(await time.passDuring(inTurn(poll, async () => await Promise.resolve(5)))).toBe(5);
});

test.each([
	['refused', () => Promise.reject(new Failure('refused', { message: 'No', description: '' }))],
	['broken', () => Promise.reject(reset())],
	['unreached', () => Promise.reject(unreached())],
])('A request of a poll throws what it throws: %s', async (kind, request) => {
	expect(await failureOf(inTurn(await polling(), request))).toMatchObject({ kind });
});

test('A refusal for now is not waited out, and holds back the next look', async () => {
	const poll = await polling();
	const refused = new Failure('limited', { message: 'Slow', description: '', retryAfterMs: 1000 });
	expect(await failureOf(inTurn(poll, () => Promise.reject(refused)))).toBe(refused);
});

describe('While the service has runs wait', () => {
	/** A poll whose gate is closed for looks, by a run that waits for a second. */
	async function held(): Promise<{ poll: Poll; work: Promise<unknown> }> {
		const poll = await polling();
		const gate = poll.desk.gate();
		const refused = new Failure('limited', {
			message: 'Slow',
			description: '',
			retryAfterMs: 1000,
		});
		let sends = 0;
		const work = gate.pass(
			async () => await (sends++ === 0 ? Promise.reject(refused) : Promise.resolve()),
			{ lane: 'look', run: { startedAt: steadyNow(), gaveUp: {} } },
		);
		await time.passUntil(() => gate.opensAt('look') > steadyNow());
		return { poll, work };
	}

	test('a poll asks for nothing, and says so at once', async () => {
		const { poll, work } = await held();
		const request = jest.fn(async () => await Promise.resolve(5));
		let failure: unknown;
		inTurn(poll, request).catch((error: unknown) => {
			failure = error;
		});
		await new Promise((resolve) => setImmediate(resolve));
		expect(failure).toMatchObject(HELD_BACK);
		expect(request).not.toHaveBeenCalled();
		await time.passDuring(work);
	});

	test('is over when they may go on', async () => {
		const { poll, work } = await held();
		const leftMs = poll.desk.gate().opensAt('look') - steadyNow();
		jest.setSystemTime(Date.now() + leftMs);
		const request = async () => await Promise.resolve(5);
		expect(await time.passDuring(inTurn(poll, request))).toBe(5);
		await time.passDuring(work);
	});
});

test('A request that has not had its turn in time is told as one that is held back', async () => {
	const over = AbortSignal.abort();
	const poll = { ...(await polling()), over };
	const request = jest.fn(async () => await Promise.resolve(5));
	expect(await failureOf(inTurn(poll, request))).toMatchObject(HELD_BACK);
	expect(request).not.toHaveBeenCalled();
});

describe('A look at a scheduled post', () => {
	test('asks for its job', async () => {
		const poller = new Poller(() => answer({ status: 'queued' }));
		const poll = await poller.pollNow();
		expect(await time.passDuring(lookAt({ id: 'a-1' }, poll))).toEqual({ status: 'queued' });
		expect(poller.asked).toMatchObject([
			{ baseURL: poller.baseUrl, url: '/jobs/publish/a-1', timeout: 15_000 },
		]);
	});

	test('that fails hurts no other', async () => {
		const poll = await polling((path) => (path.endsWith('b') ? refusing(404) : answer({ path })));
		const posts = ['a', 'b', 'c'].map((id) => ({ id }));
		const looks = await time.passDuring(lookAtAll(posts, poll));
		expect([...looks.keys()]).toEqual(['a', 'b', 'c']);
		expect(looks.get('a')).toEqual({ job: { path: '/jobs/publish/a' } });
		expect(looks.get('b')).toMatchObject({ fault: { kind: 'refused' } });
		expect(looks.get('c')).toEqual({ job: { path: '/jobs/publish/c' } });
	});

	test('is one of a hundred in a poll, and of ten at once', async () => {
		const counted = { now: 0, most: 0, all: 0 };
		const poll = await polling(async () => {
			counted.all++;
			counted.most = Math.max(counted.most, ++counted.now);
			const answered = await after(400, answer({}));
			counted.now--;
			return answered;
		});
		const posts = Array.from({ length: 101 }, (_, index) => ({ id: `p-${index}` }));
		const looks = await time.passDuring(lookAtAll(posts, poll));
		expect([...looks.keys()]).toEqual(posts.slice(0, 100).map(({ id }) => id));
		expect(counted).toEqual({ now: 0, most: 10, all: 100 });
	});
});
