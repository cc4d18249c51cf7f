import { FairQueue } from './fairQueue';

/** What a request is for, in the order in which waiting requests are sent: an item's post before the next item's upload. */
export type Priority = 'post' | 'upload' | 'poll';

const PRIORITIES: Priority[] = ['post', 'upload', 'poll'];

/** While posts or uploads wait, every fourth request is a poll, so that reads are never starved. */
const REQUESTS_PER_POLL = 4;

/** Requests that wait for their turn: by priority, and of one priority by the turns of their owners. */
export class PriorityQueue<Entry extends { owner: object }> {
	private readonly waiting: Record<Priority, FairQueue<Entry>> = {
		post: new FairQueue(),
		upload: new FairQueue(),
		poll: new FairQueue(),
	};

	private sentSincePoll = 0;

	/** The priorities of which something waits. */
	get priorities(): Priority[] {
		return PRIORITIES.filter((priority) => !this.waiting[priority].isEmpty);
	}

	/** Adds an entry behind the others of its owner. */
	push(priority: Priority, entry: Entry): void {
		this.waiting[priority].push(entry);
	}

	/** Adds an entry before the others of its owner. */
	unshift(priority: Priority, entry: Entry): void {
		this.waiting[priority].unshift(entry);
	}

	/**
	 * Takes the next entry out.
	 *
	 * @param hasRoom whether a request of this priority may be sent now
	 */
	next(hasRoom: (priority: Priority) => boolean): { priority: Priority; entry: Entry } | undefined {
		const isPollsTurn = this.sentSincePoll >= REQUESTS_PER_POLL - 1;
		const order = isPollsTurn ? (['poll', ...PRIORITIES] as const) : PRIORITIES;
		const priority = order.find((one) => !this.waiting[one].isEmpty && hasRoom(one));
		const entry = priority && this.waiting[priority].shift();
		if (!entry) return undefined;
		this.sentSincePoll = priority === 'poll' ? 0 : this.sentSincePoll + 1;
		return { priority, entry };
	}

	/** Takes out all entries that match. */
	remove(matches: (entry: Entry, priority: Priority) => boolean): void {
		for (const priority of PRIORITIES) {
			this.waiting[priority].remove((entry) => matches(entry, priority));
		}
	}
}
