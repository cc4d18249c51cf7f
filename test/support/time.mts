import { ClientRequest } from 'node:http';

import { until } from './until.mts';

/** Everything but the clocks and timers that the node and n8n's engine wait with: HTTP goes on at its own pace. */
export const NOT_FAKED = [
	'clearImmediate',
	'clearInterval',
	'hrtime',
	'nextTick',
	'queueMicrotask',
	'setImmediate',
	'setInterval',
] as const;

/** Longer than the node remembers how a service behaved. */
const BETWEEN_TESTS_MS = 600_000;

/** When fake time starts next. The node's clock never runs back, so each test begins after the one before. */
let nextStart = 0;

/** Replaces the clocks and timers of this process. */
export function beginFakeTime(now = Math.max(Date.now(), nextStart)): void {
	jest.useFakeTimers({ doNotFake: [...NOT_FAKED], now });
}

/** Brings the real clocks and timers back. */
export function endFakeTime(): void {
	nextStart = Date.now() + BETWEEN_TESTS_MS;
	jest.useRealTimers();
}

/** Lets time pass until the next timer: at least the millisecond that no timer of Node can undercut. */
export function leap(): void {
	const before = Date.now();
	jest.advanceTimersToNextTimer();
	if (Date.now() === before) jest.advanceTimersByTime(1);
}

/** Requests of this process from the moment they get a connection until they are closed. */
export interface OpenRequests {
	readonly size: number;
	/** Stops watching. */
	end(): void;
}

/**
 * Watches requests. Node reports them on a diagnostics channel as well, but one with a streamed body only at its end.
 *
 * @param onRequest is called for each that begins
 */
export function watchRequests(onRequest: () => void = () => undefined): OpenRequests {
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

/** After this many turns without an open request, whoever waits does so for a timer. */
const QUIET_TURNS = 5;

export interface LeapingTime {
	/** Lets time pass until something holds. */
	passUntil(holds: () => boolean): Promise<void>;
	/** Lets time pass until some work has ended; returns or throws what it does. */
	passDuring<T>(work: Promise<T>): Promise<T>;
	/** Lets time pass until no timer is left. */
	passToTheEnd(): Promise<void>;
	/** Lets no time pass from now on, whoever waits for it. */
	standStill(): void;
	/** Lets time pass again. */
	goOn(): void;
	/** Waits until no request is open. */
	quiet(): Promise<void>;
	/** Makes it another date, in ISO 8601. */
	travelTo(date: string): void;
}

/**
 * Time that no machine can slow down, for the tests of a file: it stands still while a request is open, and otherwise
 * leaps to the next timer. So a pause takes exactly as long as it should, and an hour is over at once. The sandbox lives
 * in the same time, except for its slow answers, which take real time.
 */
export function useLeapingTime(): LeapingTime {
	let open: OpenRequests;
	let standsStill = false;

	beforeAll(() => {
		open = watchRequests();
	});
	beforeEach(() => {
		standsStill = false;
		beginFakeTime();
	});
	afterEach(endFakeTime);
	afterAll(() => open.end());

	async function pass(isOver: (isQuiet: boolean) => boolean): Promise<void> {
		let turns = 0;
		await until(() => {
			turns = open.size === 0 ? turns + 1 : 0;
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
		travelTo: (date) => beginFakeTime(Date.parse(date)),
	};
}
