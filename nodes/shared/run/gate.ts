import { asFailure } from '../failures/connection';
import { stopped, type Failure } from '../failures/failure';
import { steadyNow } from './clock';
import { Pace } from './pace';
import { pause } from './pause';
import { Turns } from './turns';

/** What a request is for. */
export type Lane = 'post' | 'upload' | 'look';

/** Waiting requests go in this order: posts before looks, and an item's post before the upload of the next one. */
const ORDER: Lane[] = ['post', 'upload', 'look'];

/** At most this many requests to one service with one key are under way at once. */
const REQUESTS_AT_ONCE = 10;

/** A file may take minutes to go up; the other places stay free for posts and looks. */
const UPLOADS_AT_ONCE = 5;

/** When the service has taken nothing for so long, or asks for more, users are told when to come back. */
export const PATIENCE_MS = 5 * 60 * 1000;

/** Those who take turns with others, and give up together. */
export interface Party {
	/** When it began, in milliseconds since the epoch: it cannot have been patient for longer. */
	readonly startedAt: number;
	/** Why nothing more is sent in a lane. */
	readonly gaveUp: Partial<Record<Lane, Failure>>;
}

/** Who asks to pass, and on which terms. */
export interface Pass {
	lane: Lane;
	/** One object for all requests of one try of a run: runs take turns, and a run gives up as a whole. */
	run: Party;
	/** How long to bear refusals in a row, in milliseconds; `PATIENCE_MS` where it is not named. */
	patienceMs?: number;
	/** The execution's cancel signal. */
	signal?: AbortSignal;
}

interface Waiting {
	run: Party;
	go(): void;
	fail(failure: Failure): void;
}

/** Whether an answer says that the service dealt with the request; of a fault nobody knows. */
const isTaken = ({ kind }: Failure) => kind === 'refused';

/** A refusal that each request with this key would get. */
const concernsAll = ({ facts }: Failure) => facts.httpStatus === 401;

/**
 * The one way to the service for all requests with one key, of whichever run of the node. It keeps the pace that the
 * service takes requests at: after a refusal (429) one at a time, more as they are taken. A refused look holds back looks,
 * a refused upload uploads, a refused post all of them.
 */
export class Gate {
	/** Posts and looks share places; a refused post stands for both. */
	private readonly posts = new Pace(REQUESTS_AT_ONCE);

	private readonly looks = new Pace(REQUESTS_AT_ONCE);

	private readonly uploads = new Pace(UPLOADS_AT_ONCE);

	private readonly paces = [this.posts, this.looks, this.uploads];

	private readonly waiting: Record<Lane, Turns<Waiting>> = {
		post: new Turns(),
		upload: new Turns(),
		look: new Turns(),
	};

	/** The next moment at which it looks by itself whether something may go. */
	private wakesAt = Infinity;

	/** How much work is going on that will send more: between two looks nothing else tells of a run. */
	private works = 0;

	/** @param onIdle is called whenever no work is going on, nothing is under way, nothing waits and nothing is held back */
	constructor(private readonly onIdle: () => void = () => {}) {}

	/** Whether it has nothing to do and nothing to remember. */
	get isIdle(): boolean {
		const now = steadyNow();
		return (
			this.works === 0 &&
			ORDER.every((lane) => this.waiting[lane].isEmpty) &&
			this.paces.every(({ inFlight, closedUntil }) => inFlight === 0 && closedUntil <= now)
		);
	}

	/** Before when nothing goes in a lane, in milliseconds since the epoch. */
	opensAt(lane: Lane): number {
		return Math.max(...this.countedIn(lane).map(({ closedUntil }) => closedUntil));
	}

	/** Does some work that passes here more than once. What was learned of the service is remembered while it goes on. */
	async during<T>(work: () => Promise<T>): Promise<T> {
		this.works++;
		try {
			return await work();
		} finally {
			this.works--;
			this.tellIdle();
		}
	}

	/**
	 * Sends a request when its turn has come, and again for as long as the service asks to come back later.
	 *
	 * @param request sends it, each time anew
	 * @returns what the request returns
	 * @throws Failure whatever else goes wrong; of kind `limited` when the service asks for more time than there is patience,
	 * or has taken nothing for that long; of kind `stopped`
	 */
	async pass<T>(request: () => Promise<T>, pass: Pass): Promise<T> {
		for (let isBack = false; ; isBack = true) {
			await this.turn(pass, isBack);
			const sentAfter = this.paceOf(pass.lane).closings;
			try {
				const result = await request();
				this.tookOne(pass.lane);
				return result;
			} catch (error) {
				const failure = asFailure(error);
				if (isTaken(failure)) this.tookOne(pass.lane);
				if (concernsAll(failure)) this.giveUp(pass.run, failure, ORDER);
				if (failure.kind !== 'limited' || !this.hold(failure, pass, sentAfter)) throw failure;
			} finally {
				this.leave(pass.lane);
			}
		}
	}

	/** Waits for the turn of a request, and takes a place for it. */
	private async turn({ lane, run, signal }: Pass, isBack: boolean): Promise<void> {
		if (signal?.aborted) throw stopped();
		const { [lane]: gaveUp } = run.gaveUp;
		if (gaveUp) throw gaveUp;

		let onAbort = () => {};
		try {
			await new Promise<void>((go, fail) => {
				const entry: Waiting = { run, go, fail };
				const turns = this.waiting[lane];
				if (isBack) turns.addFirst(entry);
				else turns.add(entry);
				onAbort = () => this.giveUp(run, stopped(), ORDER);
				signal?.addEventListener('abort', onAbort);
				this.admit();
			});
		} finally {
			signal?.removeEventListener('abort', onAbort);
		}
	}

	/** Lets go what has room. */
	private admit(): void {
		const now = steadyNow();
		for (const lane of ORDER) {
			while (this.hasRoom(lane, now)) {
				const next = this.waiting[lane].next();
				if (!next) break;
				for (const pace of this.countedIn(lane)) pace.inFlight++;
				next.go();
			}
		}
		this.wakeInTime(now);
	}

	private hasRoom(lane: Lane, now: number): boolean {
		return (
			this.posts.inFlight + this.uploads.inFlight < REQUESTS_AT_ONCE &&
			this.countedIn(lane).every((pace) => pace.hasRoom(now))
		);
	}

	private leave(lane: Lane): void {
		for (const pace of this.countedIn(lane)) pace.inFlight--;
		this.admit();
		this.tellIdle();
	}

	private tellIdle(): void {
		if (this.isIdle) this.onIdle();
	}

	private tookOne(lane: Lane): void {
		this.paceOf(lane).reopen();
		for (const pace of this.countedIn(lane)) pace.widen();
	}

	/**
	 * Holds back what a refusal stands for.
	 *
	 * @returns false when this is more than the request, and so its whole run, has patience for
	 */
	private hold(refusal: Failure, pass: Pass, sentAfter: number): boolean {
		const { lane, run, patienceMs = PATIENCE_MS } = pass;
		const { until, since } = this.paceOf(lane).refuse(refusal, sentAfter);
		if (until - Math.max(since, run.startedAt) > patienceMs) {
			// Jobs that were accepted are still looked at when it is posts that are refused.
			this.giveUp(run, refusal, lane === 'look' ? ['look'] : ['post', 'upload']);
			return false;
		}
		for (const pace of this.heldBackBy(lane)) {
			pace.narrow();
			pace.closeUntil(until);
		}
		return true;
	}

	/** What still waits of a run is not sent: it would fare no better. */
	private giveUp(run: Party, why: Failure, lanes: Lane[]): void {
		for (const lane of lanes) {
			run.gaveUp[lane] = why;
			for (const entry of this.waiting[lane].take(run)) entry.fail(why);
		}
	}

	/** Looks again when what is held back may go; what waits for a place as such goes when one is left. */
	private wakeInTime(now: number): void {
		const next = Math.min(
			...ORDER.filter((lane) => !this.waiting[lane].isEmpty)
				.map((lane) => Math.max(...this.countedIn(lane).map((pace) => pace.roomierAt(now))))
				.filter((moment) => moment > now),
		);
		if (next >= this.wakesAt) return;

		this.wakesAt = next;
		void pause(next - now, undefined).then(() => {
			if (this.wakesAt === next) this.wakesAt = Infinity;
			this.admit();
		});
	}

	/** The pace that a request of a lane shows. */
	private paceOf(lane: Lane): Pace {
		return { post: this.posts, upload: this.uploads, look: this.looks }[lane];
	}

	/** The paces that a request of a lane has to keep. */
	private countedIn(lane: Lane): Pace[] {
		return {
			post: [this.posts],
			upload: [this.uploads],
			look: [this.posts, this.looks],
		}[lane];
	}

	/** The paces that a refused request of a lane slows down. */
	private heldBackBy(lane: Lane): Pace[] {
		return {
			post: this.paces,
			upload: [this.uploads],
			look: [this.looks],
		}[lane];
	}
}

/** By account. What is idle is forgotten. */
const gates = new Map<string, Gate>();

/**
 * The gate to a service, the same one for every run of this process that uses the same key at the same address. It is to be
 * asked for whenever work begins or a request is to pass: one that was kept may have been forgotten meanwhile.
 *
 * @param account as `Desk` has it
 */
export function gateTo(account: string): Gate {
	const known = gates.get(account);
	if (known) return known;

	// One that was held back for long after its last request has nobody else to forget it.
	for (const [other, gate] of gates) if (gate.isIdle) gates.delete(other);
	const gate: Gate = new Gate(() => {
		if (gates.get(account) === gate) gates.delete(account);
	});
	gates.set(account, gate);
	return gate;
}
