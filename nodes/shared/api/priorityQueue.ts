/** What a request is for, in the order in which waiting requests are sent: an item's post before the next item's upload. */
export type Priority = 'post' | 'upload' | 'poll';

const PRIORITIES: Priority[] = ['post', 'upload', 'poll'];

/** While posts or uploads wait, every fourth request is a poll, so that reads are never starved. */
const REQUESTS_PER_POLL = 4;

/** Requests that wait for their turn: by priority; owners take turns (round robin), however much one of them has waiting. */
export class PriorityQueue<Entry extends { priority: Priority; owner: object }> {
	/** The entries of each owner, in the order of their next turns; no list is empty. */
	private readonly waiting: Record<Priority, Map<object, Entry[]>> = {
		post: new Map(),
		upload: new Map(),
		poll: new Map(),
	};

	private sentSincePoll = 0;

	/** The priorities of which something waits. */
	get priorities(): Priority[] {
		return PRIORITIES.filter((priority) => this.waiting[priority].size > 0);
	}

	/** Adds an entry behind the others of its owner, or before them. */
	add(entry: Entry, isFirst: boolean): void {
		const owners = this.waiting[entry.priority];
		const entries = owners.get(entry.owner) ?? [];
		if (isFirst) entries.unshift(entry);
		else entries.push(entry);
		owners.set(entry.owner, entries);
	}

	/** Takes out the next entry of a priority for which there is room. */
	next(hasRoom: (priority: Priority) => boolean): Entry | undefined {
		const isPollsTurn = this.sentSincePoll >= REQUESTS_PER_POLL - 1;
		const order = isPollsTurn ? (['poll', ...PRIORITIES] as const) : PRIORITIES;
		const priority = order.find((one) => this.waiting[one].size > 0 && hasRoom(one));
		if (!priority) return undefined;
		this.sentSincePoll = priority === 'poll' ? 0 : this.sentSincePoll + 1;

		const owners = this.waiting[priority];
		for (const [owner, entries] of owners) {
			const first = entries.shift();
			owners.delete(owner);
			if (entries.length > 0) owners.set(owner, entries);
			return first;
		}
		return undefined;
	}

	/** Takes out all entries that match. */
	remove(matches: (entry: Entry) => boolean): void {
		for (const owners of Object.values(this.waiting)) {
			for (const [owner, entries] of owners) {
				const kept = entries.filter((entry) => !matches(entry));
				if (kept.length > 0) owners.set(owner, kept);
				else owners.delete(owner);
			}
		}
	}
}
