import type { Priority } from '../../../nodes/shared/api/priorityQueue';
import { RateLimiter } from '../../../nodes/shared/api/rateLimiter';
import { monotonicNow, sleep } from '../../../nodes/shared/api/time';
import { useFakeTime } from './fakeTime.mts';
import { newExecution, refusal, SECOND } from './service.mts';

const time = useFakeTime();

/** Takes a request at a time, or says in how many milliseconds there is room for it. */
type Limit = (now: number) => number;

/** So many requests in a window that begins with the first one. */
function fixedWindow(requests: number, windowMs: number): Limit {
	let endsAt = 0;
	let taken = 0;
	return (now) => {
		if (now >= endsAt) {
			endsAt = now + windowMs;
			taken = 0;
		}
		return ++taken > requests ? endsAt - now : 0;
	};
}

/** So many requests in any span of such a length. */
function slidingWindow(requests: number, windowMs: number): Limit {
	let taken: number[] = [];
	return (now) => {
		taken = taken.filter((at) => at + windowMs > now);
		if (taken.length >= requests) return Number(taken.at(-requests)) + windowMs - now;
		taken.push(now);
		return 0;
	};
}

/** So many requests a second, and so many at once after a rest. */
function tokenBucket(perSecond: number, burst: number): Limit {
	let tokens = burst;
	let seenAt = 0;
	return (now) => {
		tokens = Math.min(burst, tokens + ((now - seenAt) * perSecond) / SECOND);
		seenAt = now;
		if (tokens < 1) return ((1 - tokens) * SECOND) / perSecond;
		tokens--;
		return 0;
	};
}

/** What `Retry-After` says of a wait. */
const RETRY_AFTER = {
	'whole seconds': (ms: number) => Math.ceil(ms / SECOND) * SECOND,
	'too short': () => SECOND,
	nothing: () => undefined,
};

interface Scene {
	service: string;
	limit: () => Limit;
	/** What the service limits; everything by default. */
	only?: Priority;
	retryAfter: keyof typeof RETRY_AFTER;
	/** Nobody can be faster. */
	leastMs: number;
	/** Total time over the least, at most. */
	times: number;
	refused: number;
}

const FIXED = { service: '60 in 6 s, fixed', limit: () => fixedWindow(60, 6000), leastMs: 36_000 };
const BUCKET = {
	service: '10 a second, burst 10',
	limit: () => tokenBucket(10, 10),
	leastMs: 39_000,
};

const SCENES: Scene[] = [
	{ ...FIXED, retryAfter: 'whole seconds', times: 1.2, refused: 20 },
	{ ...FIXED, retryAfter: 'too short', times: 1.8, refused: 50 },
	{ ...FIXED, retryAfter: 'nothing', times: 2, refused: 60 },
	{
		service: '60 in 6 s, sliding',
		limit: () => slidingWindow(60, 6000),
		leastMs: 36_000,
		retryAfter: 'whole seconds',
		times: 1.2,
		refused: 30,
	},
	{ ...BUCKET, retryAfter: 'whole seconds', times: 1.15, refused: 65 },
	{ ...BUCKET, retryAfter: 'nothing', times: 1.15, refused: 110 },
	{
		service: '10 posts in 20 s, fixed',
		limit: () => fixedWindow(10, 20_000),
		only: 'post',
		leastMs: 19 * 20_000,
		retryAfter: 'whole seconds',
		times: 1.05,
		refused: 35,
	},
	{
		service: '30 polls in 4 s, fixed',
		limit: () => fixedWindow(30, 4000),
		only: 'poll',
		leastMs: 6 * 4000,
		retryAfter: 'whole seconds',
		times: 1.2,
		refused: 20,
	},
];

const LATENCY_MS = 50;

/** 200 executions that post, and poll a second later. */
async function run({ limit, only, retryAfter }: Scene) {
	const rateLimiter = new RateLimiter();
	const takes = limit();
	let refused = 0;
	let endedAt = 0;
	const request = (priority: Priority) => async () => {
		await sleep(LATENCY_MS / 2);
		const waitMs = only && only !== priority ? 0 : takes(monotonicNow());
		await sleep(LATENCY_MS / 2);
		endedAt = time.now();
		if (waitMs === 0) return;
		refused++;
		throw refusal(RETRY_AFTER[retryAfter](waitMs));
	};
	const execution = async () => {
		const owner = newExecution();
		await rateLimiter.run(request('post'), { priority: 'post', owner });
		await sleep(SECOND);
		await rateLimiter.run(request('poll'), { priority: 'poll', owner });
	};
	await time.during(Promise.all(Array.from({ length: 200 }, execution)));
	return { refused, tookMs: endedAt };
}

test.each(SCENES)(
	'400 requests of 200 executions to a service that takes $service and says $retryAfter: at most $times times the least time and $refused refusals',
	async (scene) => {
		const { tookMs, refused } = await run(scene);

		expect(tookMs / scene.leastMs).toBeLessThanOrEqual(scene.times);
		expect(refused).toBeLessThanOrEqual(scene.refused);
	},
);
