import { AdaptiveLimit, type Execution } from './adaptiveLimit';
import type { Failure } from './failure';
import type { Priority } from './priorityQueue';
import { monotonicNow } from './time';

/** Requests in flight at once. An upload may take minutes, so some places stay free for posts and polls. */
const MAX_CONCURRENCY = 10;
const MAX_CONCURRENT_UPLOADS = 5;

/**
 * A request fails when the service has accepted nothing for so long, or asks to wait for longer. A longer pause is not shared:
 * it holds only the request that was answered with it.
 */
export const MAX_THROTTLED_MS = 5 * 60 * 1000;

/** What a request waits on. */
export interface Terms {
	priority: Priority;
	/** Executions take turns. */
	owner: Execution;
	/** How long to bear refusals in a row, in milliseconds. With 0 it does not wait for a pause. */
	maxWaitMs: number;
}

/** When a request was sent, as the limit on all requests sees it: after a pause nobody waits for an upload, which may take minutes. */
const sharedTime = (priority: Priority, sentAt: number) => (priority === 'upload' ? 0 : sentAt);

/** The limits of one API key: a refused poll pauses polls, a refused upload uploads, a refused post everything. */
export class Limits {
	/** The limit on all requests. */
	private readonly shared = new AdaptiveLimit(MAX_CONCURRENCY);

	/** The limits on requests of one priority. */
	private readonly own: Record<Priority, AdaptiveLimit> = {
		post: new AdaptiveLimit(MAX_CONCURRENCY),
		upload: new AdaptiveLimit(MAX_CONCURRENT_UPLOADS),
		poll: new AdaptiveLimit(MAX_CONCURRENCY),
	};

	hasRoom(priority: Priority, now: number): boolean {
		return this.shared.hasRoom(now) && this.own[priority].hasRoom(now);
	}

	blockedUntil(priority: Priority): number {
		return Math.max(this.own[priority].blockedUntil, this.shared.blockedUntil);
	}

	begin(priority: Priority, sentAt: number): void {
		this.own[priority].begin(sentAt);
		this.shared.begin(sharedTime(priority, sentAt));
	}

	end(priority: Priority, sentAt: number): void {
		this.own[priority].end(sentAt);
		this.shared.end(sharedTime(priority, sentAt));
	}

	accept(priority: Priority, sentAt: number): void {
		this.own[priority].accept(sentAt);
		this.shared.accept(sharedTime(priority, sentAt));
	}

	/**
	 * Pauses what a refusal (429 or 401) stands for. Returns after how many milliseconds the request may be sent again;
	 * undefined if it may not.
	 */
	refuse(
		refusal: Failure,
		{ priority, owner, maxWaitMs }: Terms,
		sentAt: number,
	): number | undefined {
		const { httpStatus, retryAfterMs = 0 } = refusal.facts;
		const own = this.own[priority];
		const now = monotonicNow();
		if (httpStatus === 401) {
			// Every other request of the execution has this key, and the next execution tries it once.
			this.shared.pause(now, refusal, now, now);
			this.shared.giveUp(owner, Infinity, refusal);
			return undefined;
		}
		if (retryAfterMs > MAX_THROTTLED_MS) {
			if (retryAfterMs <= maxWaitMs) return retryAfterMs;
			own.giveUp(owner, now + retryAfterMs, refusal);
			return undefined;
		}

		const { pauseMs, since } = own.refuse(refusal, sentAt, now);
		own.pause(now + pauseMs, refusal, since, now);
		const others = priority === 'post' ? [this.shared, this.own.upload] : [];
		for (const other of others) other.pause(now + pauseMs, refusal, now, now);
		return now + pauseMs - Math.max(since, owner.startedAt) > maxWaitMs ? undefined : 0;
	}

	/** Why a request does not wait for its turn; undefined if it does. */
	reasonToFail({ priority, owner, maxWaitMs }: Terms): Failure | undefined {
		const now = monotonicNow();
		const { shared, own } = this;
		// A file is uploaded in vain while posts are refused; jobs that were accepted are still polled.
		const limits = priority === 'upload' ? [shared, own.post, own.upload] : [shared, own[priority]];
		return limits.map((limit) => limit.reasonToFail(owner, maxWaitMs, now)).find(Boolean);
	}
}
