import type { FaultSpec } from '../index.mts';
import { MEDIA } from '../seed.mts';
import { publish, type Reply, sandboxOfFile, send } from './client.mts';

const sandbox = sandboxOfFile({ queuedMs: 0, runMs: 0 });
const [first, second] = MEDIA.videos as [string, string];

const add = (fault: FaultSpec) => sandbox.faults.add(fault);

/** The status of the answer, or the code of the error when the connection broke. */
const endOf = (reply: Promise<Reply>) =>
	reply.then(
		({ status }) => status,
		({ code }: NodeJS.ErrnoException) => code,
	);

it.each<[FaultSpec, end: number | string, accepted: number]>([
	[{ kind: 'resetBefore' }, 'ECONNRESET', 0],
	[{ kind: 'resetBefore', mediaId: first }, 'ECONNRESET', 0],
	[{ kind: 'resetDuring', afterBytes: 1_000_000 }, 'ECONNRESET', 0],
	[{ kind: 'resetAfter' }, 'ECONNRESET', 1],
	[{ kind: 'resetReading' }, 'ECONNRESET', 1],
	[{ kind: 'cut' }, 'ECONNRESET', 1],
	[{ kind: 'status', status: 502, body: 'html' }, 502, 0],
	[{ kind: 'status', status: 502, body: 'empty', when: 'after' }, 502, 1],
	[{ kind: 'redirect', status: 307 }, 307, 0],
	[{ kind: 'redirect', status: 303, when: 'after' }, 303, 1],
	[{ kind: 'rateLimit' }, 429, 0],
	[{ kind: 'slow', delayMs: 1 }, 200, 1],
	[{ kind: 'trickle', everyMs: 0 }, 200, 1],
])('%j ends a post with %s', async (fault, end, accepted) => {
	add(fault);
	expect(await endOf(publish(sandbox, first))).toBe(end);
	expect(sandbox.posts).toHaveLength(accepted);
	expect(sandbox.requests[0]).toMatchObject({ accepted: accepted === 1, faults: [fault.kind] });
	expect((await publish(sandbox, first)).status).toBe(200);
});

describe('which requests are struck', () => {
	it('from the nth on, so many times, however many come at once', async () => {
		const fault = add({ kind: 'rateLimit', method: 'POST', nth: 2, times: 2 });
		sandbox.settings.latencyMs = 20;
		const ends = await Promise.all(Array.from({ length: 9 }, () => endOf(publish(sandbox, first))));
		expect(ends.filter((end) => end === 429)).toHaveLength(2);
		const struck = sandbox.requests.filter(({ faults }) => faults.length > 0);
		expect(fault.fired.map(({ requestId }) => requestId)).toEqual(struck.map(({ id }) => id));
		expect(fault.remaining).toBe(0);
	});

	it.each<[Partial<FaultSpec>, number[]]>([
		[{ method: 'GET' }, [200, 200, 503]],
		[{ path: '/publish/*' }, [503, 503, 200]],
		[{ path: /accounts$/ }, [200, 200, 503]],
		[{ mediaId: second }, [200, 503, 200]],
		[{ fileName: 'b.mp4' }, [200, 503, 200]],
	])('those that match %j', async (match, statuses) => {
		sandbox.addMedia({ mediaId: second, fileName: 'b.mp4' });
		add({ ...match, kind: 'status', status: 503, times: 9 } as FaultSpec);
		const replies = [
			await publish(sandbox, first),
			await publish(sandbox, second),
			await send(sandbox, 'GET', '/tiktok/accounts'),
		];
		expect(replies.map(({ status }) => status)).toEqual(statuses);
	});

	it('one fault each, the oldest first, and none where the request is refused anyway', async () => {
		add({ kind: 'status', status: 503 });
		add({ kind: 'status', status: 500 });
		add({ kind: 'resetAfter' });
		await send(sandbox, 'GET', '/media', { key: 'sk_wrong' });
		await send(sandbox, 'GET', '/media?limit=0');
		expect((await publish(sandbox, first)).status).toBe(503);
		expect((await publish(sandbox, first)).status).toBe(500);
		expect((await publish(sandbox, MEDIA.conflict)).status).toBe(409);
		expect(await endOf(publish(sandbox, first))).toBe('ECONNRESET');
	});
});
