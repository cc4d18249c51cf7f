import { ClientRequest } from 'node:http';

import { until } from './until.mts';

/** All but the date and the timers that the node and n8n's engine wait with: HTTP goes on at its own pace. */
export const REAL = [
	'clearImmediate',
	'clearInterval',
	'hrtime',
	'nextTick',
	'performance',
	'queueMicrotask',
	'setImmediate',
	'setInterval',
] as const;

/** Requests of this process from the moment they get a connection until they are closed. */
export interface UnderWay {
	readonly size: number;
	/** Sees no more of them. */
	end(): void;
}

/**
 * Watches requests. Node tells of them on a channel as well, but of one whose body is a stream only when that has ended.
 *
 * @param onRequest is called for each that begins
 */
export function watchRequests(onRequest: () => void = () => undefined): UnderWay {
	const requests = new Set<ClientRequest>();
	const { onSocket } = ClientRequest.prototype;
	ClientRequest.prototype.onSocket = function (...args) {
		requests.add(this);
		this.once('close', () => requests.delete(this));
		onRequest();
		onSocket.apply(this, args);
	};
	return {
		get size() {
			return requests.size;
		},
		end() {
			ClientRequest.prototype.onSocket = onSocket;
		},
	};
}

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

/** Lets time pass, in a way that lets it pass until something holds, for as long as some work takes. */
const passDuring =
	(passUntil: (holds: () => boolean) => Promise<void>) =>
	async <T,>(work: Promise<T>): Promise<T> => {
		let hasEnded = false;
		const end = () => {
			hasEnded = true;
		};
		work.then(end, end);
		await passUntil(() => hasEnded);
		return await work;
	};

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
		passDuring: passDuring(pass),
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
		passDuring: passDuring(passUntil),
	};
}
