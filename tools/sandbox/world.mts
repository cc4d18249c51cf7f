import { setMaxListeners } from 'node:events';
import { seededAccounts, type Account } from './accounts.mts';
import { Chance } from './chance.mts';
import { SandboxClock } from './clock.mts';
import { FaultQueue } from './faults/queue.mts';
import type { Job } from './jobs.mts';
import { Limiter } from './limiter.mts';
import { newMedia, type Media } from './media.mts';
import { type AcceptedPost, type Post, showPost } from './posts.mts';
import { RequestLog } from './requests.mts';
import { seededMedia } from './seed.mts';
import type { SandboxSettings } from './settings.mts';

/** All that a sandbox knows, in memory. */
export class World {
	readonly clock = new SandboxClock();
	readonly faults = new FaultQueue();
	readonly log = new RequestLog();
	readonly settings: SandboxSettings;
	readonly limiter: Limiter;
	readonly chance = new Chance();
	readonly accounts = new Map<string, Account>();
	/** In the order of their making. */
	readonly media = new Map<string, Media>();
	readonly jobs = new Map<string, Job>();
	accepted: AcceptedPost[] = [];
	/** How often each media whose outcome is a refusal has been tried. */
	readonly tries = new Map<string, number>();
	private ending = new AbortController();

	constructor(
		private readonly initial: SandboxSettings,
		readonly apiKey: string,
	) {
		this.settings = structuredClone(initial);
		this.limiter = new Limiter(this.settings, this.clock);
		this.seed();
	}

	/** Aborted when the world is reset or ended; requests that wait at that time are dropped. */
	get signal(): AbortSignal {
		return this.ending.signal;
	}

	/** The ledger as it stands now, oldest first. */
	get posts(): Post[] {
		const now = this.clock.steady();
		return this.accepted.map((post) => showPost(post, now));
	}

	/** Adds a media, made now unless `known` says otherwise, and gives it back. */
	addMedia(known: Partial<Media> = {}): Media {
		const media = newMedia({ createdAt: new Date(this.clock.now()).toISOString(), ...known });
		this.media.set(media.mediaId, media);
		return media;
	}

	/** Takes a media out of the library and gives it back. Throws an Error when it is not there. */
	removeMedia(mediaId: string): Media {
		const media = this.media.get(mediaId);
		if (!media) throw new Error(`There is no media ${mediaId}`);
		this.media.delete(mediaId);
		return media;
	}

	/** Forgets a job: looks at it are answered 404. Throws an Error when there is none of that ID. */
	forgetJob(outputJobId: string): void {
		if (!this.jobs.delete(outputJobId.toLowerCase())) {
			throw new Error(`There is no job ${outputJobId}`);
		}
	}

	/** Drops the requests that wait. */
	end(): void {
		this.ending.abort();
	}

	/** Back to how it started: settings, seeds and clock as at first; no jobs, posts, requests or faults. */
	reset(): void {
		this.end();
		Object.assign(this.settings, structuredClone(this.initial));
		this.clock.reset();
		this.faults.clear();
		this.log.clear();
		this.accounts.clear();
		this.media.clear();
		this.jobs.clear();
		this.tries.clear();
		this.accepted = [];
		this.limiter.clear();
		this.chance.reset();
		this.seed();
	}

	private seed(): void {
		this.ending = new AbortController();
		setMaxListeners(0, this.ending.signal); // a thousand slow requests may wait on it
		for (const account of seededAccounts()) this.accounts.set(account.tiktokAccountId, account);
		for (const media of seededMedia()) this.media.set(media.mediaId, media);
	}
}
