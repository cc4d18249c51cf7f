import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';

import { REAL, watchRequests } from '../../support/time.mts';

/** So many turns of the event loop without a request under way, and whoever waits does so for a timer. */
const QUIET_TURNS = 10;

/** What has sent nothing for so long, in real milliseconds, never ends. */
const GIVEN_UP_MS = 40_000;

/** So much time passes in each millisecond while a request is under way. */
const PER_REAL_MS = 10;

/**
 * Lets hours pass in no time, while some work is done: time leaps to the next timer when nothing is under way, and goes on
 * ten times as fast while a request is, so that a slow answer is slow. It does not depend on how fast the machine is.
 *
 * @returns what the work returns
 * @throws what it throws, and an Error when it sends nothing more and does not end
 */
export async function inQuickTime<T>(work: () => Promise<T>): Promise<T> {
	let deadline = performance.now() + GIVEN_UP_MS;
	const underWay = watchRequests(() => {
		deadline = performance.now() + GIVEN_UP_MS;
	});
	jest.useFakeTimers({ doNotFake: [...REAL] });
	try {
		let hasEnded = false;
		const end = () => {
			hasEnded = true;
		};
		const result = work();
		result.then(end, end);
		let quietTurns = 0;
		while (!hasEnded) {
			if (performance.now() > deadline) {
				throw new Error(
					`Nothing was sent for ${GIVEN_UP_MS} ms; ${underWay.size} requests under way, ${jest.getTimerCount()} timers, ${new Date().toISOString()}`,
				);
			}
			if (underWay.size > 0) {
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
		jest.useRealTimers();
		underWay.end();
	}
}

/** No timer of Node takes less than a millisecond; without it a loop could wait for the rest of one for ever. */
function leap(): void {
	const before = Date.now();
	jest.advanceTimersToNextTimer();
	if (Date.now() === before) jest.advanceTimersByTime(1);
}
