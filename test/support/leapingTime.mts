import { REAL, type UnderWay, watchRequests } from './underWay.mts';
import { until } from './until.mts';

/** So many turns without a request under way, and whoever waits does so for a timer. */
const QUIET_TURNS = 5;

export interface LeapingTime {
	/** Lets time pass until something holds. */
	passUntil(holds: () => boolean): Promise<void>;
	/** Lets time pass until some work has ended; gives or throws what it does. */
	passDuring<T>(work: Promise<T>): Promise<T>;
	/** Lets time pass until nobody waits for it any more. */
	passToTheEnd(): Promise<void>;
	/** Lets no time pass from now on, whoever waits for it. */
	standStill(): void;
	/** Lets time pass again. */
	goOn(): void;
	/** Waits until no request is under way any more. */
	quiet(): Promise<void>;
}

/**
 * Time that no machine can slow down, for the tests of a file: it stands still while a request is under way, and else
 * leaps to the next timer. So a pause is to the millisecond what was asked for, and an hour is over at once. The
 * sandbox lives in the same time, but for its slow answers, which take real time.
 */
export function useLeapingTime(): LeapingTime {
	let underWay: UnderWay;
	let standsStill = false;

	beforeAll(() => {
		underWay = watchRequests();
	});
	beforeEach(() => {
		standsStill = false;
		jest.useFakeTimers({ doNotFake: [...REAL] });
	});
	afterEach(() => {
		jest.useRealTimers();
	});
	afterAll(() => underWay.end());

	function leap(): void {
		const before = Date.now();
		jest.advanceTimersToNextTimer();
		// No timer of Node takes less than a millisecond; without it a loop could wait for the rest of one for ever.
		if (Date.now() === before) jest.advanceTimersByTime(1);
	}

	async function pass(isOver: (isQuiet: boolean) => boolean): Promise<void> {
		let turns = 0;
		await until(() => {
			turns = underWay.size === 0 ? turns + 1 : 0;
			const isQuiet = turns > QUIET_TURNS;
			if (isOver(isQuiet)) return true;
			if (isQuiet && !standsStill && jest.getTimerCount() > 0) {
				turns = 0;
				leap();
			}
			return false;
		});
	}

	return {
		passUntil: pass,
		async passDuring(work) {
			let hasEnded = false;
			const end = () => {
				hasEnded = true;
			};
			work.then(end, end);
			await pass(() => hasEnded);
			return await work;
		},
		passToTheEnd: async () => await pass((isQuiet) => isQuiet && jest.getTimerCount() === 0),
		standStill() {
			standsStill = true;
		},
		goOn() {
			standsStill = false;
		},
		quiet: async () => await pass((isQuiet) => isQuiet),
	};
}
