import { NOT_FAKED } from '../../support/time.mts';

const turn = async () => await new Promise<void>((resolve) => setImmediate(resolve));

export interface FakeTime {
	/** Milliseconds since the test began. */
	now(): number;
	/** Lets so many milliseconds pass. */
	pass(ms: number): Promise<void>;
	/** Lets time pass until some work has ended; returns or throws what it does. */
	during<T>(work: Promise<T>): Promise<T>;
	/** Lets time pass until nothing waits for it. */
	toTheEnd(): Promise<void>;
}

/**
 * For each test of a file: time that leaps to the next timer as soon as nothing else is left to do, `performance` included.
 * No test may leave a timer behind that begins another one.
 */
export function useFakeTime(): FakeTime {
	let startedAt = 0;
	beforeEach(() => {
		jest.useFakeTimers({ doNotFake: [...NOT_FAKED] });
		startedAt = performance.now();
	});
	afterEach(async () => {
		await turn();
		// n8n's sleep cannot be ended: a timer may still run out, but must not begin another one.
		jest.runOnlyPendingTimers();
		await turn();
		const timers = jest.getTimerCount();
		jest.useRealTimers();
		expect(timers).toBe(0);
	});

	return {
		now: () => Math.round(performance.now() - startedAt),
		pass: async (ms) => {
			await turn();
			await jest.advanceTimersByTimeAsync(ms);
			await turn();
		},
		during: async (work) => {
			let hasEnded = false;
			const end = () => {
				hasEnded = true;
			};
			work.then(end, end);
			for (await turn(); !hasEnded; await turn()) {
				if (jest.getTimerCount() === 0) throw new Error('Nothing is left to wait for');
				jest.advanceTimersToNextTimer();
			}
			return await work;
		},
		toTheEnd: async () => {
			for (await turn(); jest.getTimerCount() > 0; await turn()) jest.advanceTimersToNextTimer();
		},
	};
}
