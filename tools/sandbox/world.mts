import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { type Account, newAccount, seededAccounts } from './accounts.mts';
import { Chance } from './chance.mts';
import { apiTime, SandboxClock } from './clock.mts';
import { FaultQueue } from './faults/queue.mts';
import { FileHost } from './fileHost.mts';
import { endEarly, type EndStatus, type Failure, isEnd, type Job, statusAt } from './jobs.mts';
import { Limiter, type Tally } from './limiter.mts';
import { type Media, newMedia } from './media.mts';
import { Ledger, type Post } from './posts.mts';
import { type ApiRequest, RequestLog } from './requests.mts';
import { seededMedia } from './seed.mts';
import type { SandboxSettings } from './settings.mts';
import { newTikTokPost } from './tiktok.mts';

/** The state of a sandbox, in memory, and what a test may do with it. Lists show the state at the moment they are read. */
export class World {
	readonly clock = new SandboxClock();
	readonly faults = new FaultQueue();
	readonly log = new RequestLog();
	readonly ledger = new Ledger();
	/** A change takes effect at once, but jobs keep the durations they were created with. */
	readonly settings: SandboxSettings;
	readonly limiter: Limiter;
	readonly chance = new Chance();
	/** A host of files, for links to them. */
	readonly fileHost = new FileHost();
	readonly accounts = new Map<string, Account>();
	/** In the order in which they were added. */
	readonly library = new Map<string, Media>();
	readonly jobs = new Map<string, Job>();
	private ending = new AbortController();

	constructor(
		private readonly initial: SandboxSettings,
		/** The keys that are accepted. */
		readonly apiKeys: readonly string[],
	) {
		this.settings = structuredClone(initial);
		this.limiter = new Limiter(this.settings, this.clock);
		this.seed();
	}

	/** Aborted when the world is reset or ended; waiting requests are then dropped. */
	get signal(): AbortSignal {
		return this.ending.signal;
	}

	/** Every request to the API, oldest first. */
	get requests(): ApiRequest[] {
		return this.log.requests;
	}

	/** How requests violated the OpenAPI document, with method and path. */
	get violations(): string[] {
		return this.requests.flatMap(({ method, path, violation }) =>
			violation === undefined ? [] : [`${method} ${path}: ${violation}`],
		);
	}

	/** Every accepted publish, oldest first. */
	get posts(): Post[] {
		return this.ledger.postsAt(this.clock.steady());
	}

	/** Every media: seeded, added and uploaded. */
	get media(): Media[] {
		return [...this.library.values()];
	}

	/** How many requests of each kind the limits accepted and refused. */
	get tally(): Tally {
		return this.limiter.tally;
	}

	/** The highest number of requests to the API in flight at once. */
	get maxInFlight(): number {
		return this.log.maxInFlight;
	}

	resetMaxInFlight(): void {
		this.log.resetMaxInFlight();
	}

	/** Adds a media: a video in GCS, created now, unless `known` says otherwise. */
	addMedia(known: Partial<Media> = {}): Media {
		const media = newMedia({ createdAt: new Date(this.clock.now()).toISOString(), ...known });
		this.library.set(media.mediaId, media);
		return media;
	}

	/** Deletes a media and returns it, so that `addMedia` can add it again. Throws when it is not in the library. */
	removeMedia(mediaId: string): Media {
		const media = this.library.get(mediaId);
		if (!media) throw new Error(`There is no media ${mediaId}`);
		this.library.delete(mediaId);
		return media;
	}

	/** Adds an account that may publish, unless `known` says otherwise. */
	addAccount(known?: Partial<Account>): Account {
		const account = newAccount(known);
		this.accounts.set(account.tiktokAccountId, account);
		return account;
	}

	/** Adds a scheduled Instagram job, due in `dueInMs` milliseconds, to the list that both platforms share. */
	addInstagramJob(dueInMs: number): string {
		const outputJobId = randomUUID();
		this.jobs.set(outputJobId, {
			outputJobId,
			platform: 'instagram',
			mediaId: randomUUID(),
			scheduledFor: apiTime(this.clock.now() + dueInMs),
			startsAt: this.clock.steady() + dueInMs,
			steps: [{ status: 'in_progress', ms: this.settings.runMs }],
			end: { status: 'succeeded' },
			post: newTikTokPost('instagram'),
		});
		return outputJobId;
	}

	/** Ends a scheduled or running job at once. Throws when there is no such job, or it has ended already. */
	endJob(outputJobId: string, status: EndStatus, errorMessage?: string, errorCode?: string): Job {
		const job = this.jobOf(outputJobId);
		const present = statusAt(job, this.clock.steady());
		if (isEnd(present))
			throw new Error(`The job ${outputJobId} has ended already: it is ${present}`);
		const failure: Failure = {
			...(errorMessage === undefined ? {} : { errorMessage }),
			...(errorCode === undefined ? {} : { errorCode }),
		};
		endEarly(job, { status, ...(status === 'failed' && failure) });
		return job;
	}

	/** Forgets a job, so that status checks get 404. Throws when there is no such job. */
	forgetJob(outputJobId: string): void {
		this.jobs.delete(this.jobOf(outputJobId).outputJobId);
	}

	/** Back to the start: settings, seeds and clock as at first; no jobs, posts, requests or faults. */
	reset(): void {
		this.drop();
		Object.assign(this.settings, structuredClone(this.initial));
		const parts = [this.faults, this.log, this.ledger, this.limiter, this.fileHost];
		for (const part of [...parts, this.accounts, this.library, this.jobs]) part.clear();
		this.clock.reset();
		this.chance.reset();
		this.seed();
	}

	/** Drops the requests that are waiting for an answer. */
	drop(): void {
		this.ending.abort();
	}

	private jobOf(outputJobId: string): Job {
		const job = this.jobs.get(outputJobId.toLowerCase());
		if (!job) throw new Error(`There is no job ${outputJobId}`);
		return job;
	}

	private seed(): void {
		this.ending = new AbortController();
		setMaxListeners(0, this.ending.signal); // a thousand slow requests may wait for it
		for (const account of seededAccounts()) this.addAccount(account);
		for (const media of seededMedia()) this.addMedia(media);
	}
}
