import { performance } from 'node:perf_hooks';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';

import {
	beginFakeTime,
	endFakeTime,
	leap,
	watchRequests,
	type OpenRequests,
} from '../../support/time.mts';

/** After this many turns without an open request, whoever waits does so for a timer. */
const QUIET_TURNS = 10;

/** Work that sent nothing for this long, in real milliseconds, never ends. */
const GIVEN_UP_MS = 40_000;

/** This much time passes in each millisecond while a request is open. */
const PER_REAL_MS = 10;

/**
 * Lets hours pass in no time while some work is done: time leaps to the next timer when nothing is open, and passes ten
 * times as fast while a request is, so that a slow answer is slow. It does not depend on how fast the machine is.
 *
 * @param work gets the requests that are open
 * @returns what the work returns
 * @throws what it throws, and an Error when it sends nothing more and does not end
 */
export async function inQuickTime<T>(work: (open: OpenRequests) => Promise<T>): Promise<T> {
	let deadline = performance.now() + GIVEN_UP_MS;
	const open = watchRequests(() => {
		deadline = performance.now() + GIVEN_UP_MS;
	});
	beginFakeTime();
	try {
		let hasEnded = false;
		const end = () => {
			hasEnded = true;
		};
		const result = work(open);
		result.then(end, end);
		let quietTurns = 0;
		while (!hasEnded) {
			if (performance.now() > deadline) {
				throw new Error(
					`Nothing was sent for ${GIVEN_UP_MS} ms; ${open.size} requests open, ${jest.getTimerCount()} timers, ${new Date().toISOString()}`,
				);
			}
			if (open.size > 0) {
				quietTurns = 0;
				await sleep(1);
				jest.advanceTimersByTime(PER_REAL_MS);
			} else if (quietTurns < QUIET_TURNS || jest.getTimerCount() === 0) {
				quietTurns++;
				await (quietTurns > QUIET_TURNS ? sleep(1) : turn());
			} else {
				quietTurns = 0;
				leap();
			}
		}
		return await result;
	} finally {
		endFakeTime();
		open.end();
	}
}
