import { REAL } from './underWay.mts';

/** Work that has not ended after so many timers, or so many turns without one, never will. */
const MOST_TIMERS = 1000;
const MOST_TURNS = 50;

export interface QuickTime {
	/** Lets time pass until something holds. */
	passUntil(holds: () => boolean): Promise<void>;
	/** Lets time pass until some work has ended; gives or throws what it does. */
	passDuring<T>(work: Promise<T>): Promise<T>;
}

const turn = async () => await new Promise<void>((resolve) => setImmediate(resolve));

/** Time that leaps to the next timer after each turn of the event loop, for work without HTTP: nothing else takes any. */
export function useQuickTime(): QuickTime {
	beforeEach(() => {
		jest.useFakeTimers({ doNotFake: [...REAL] });
	});
	afterEach(() => {
		jest.useRealTimers();
	});

	async function passUntil(holds: () => boolean): Promise<void> {
		let timers = 0;
		for (let turns = 0; turns < MOST_TURNS && timers < MOST_TIMERS; turns++) {
			await turn();
			if (holds()) return;
			if (jest.getTimerCount() === 0) continue;
			jest.advanceTimersToNextTimer();
			timers++;
			turns = 0;
		}
		throw new Error(`Did not come to hold: ${holds.toString()}`);
	}

	return {
		passUntil,
		async passDuring(work) {
			let hasEnded = false;
			const end = () => {
				hasEnded = true;
			};
			work.then(end, end);
			await passUntil(() => hasEnded);
			return await work;
		},
	};
}
