/** A queue in which owners take turns (round robin), however much one of them has waiting. */
export class FairQueue<Entry extends { owner: object }> {
	/** In the order of their next turns; no list is empty. */
	private readonly waiting = new Map<object, Entry[]>();

	get isEmpty(): boolean {
		return this.waiting.size === 0;
	}

	/** Adds an entry behind the others of its owner. */
	push(entry: Entry): void {
		this.listOf(entry.owner).push(entry);
	}

	/** Adds an entry before the others of its owner. */
	unshift(entry: Entry): void {
		this.listOf(entry.owner).unshift(entry);
	}

	/** Takes the next entry out; its owner comes last then. */
	shift(): Entry | undefined {
		for (const [owner, entries] of this.waiting) {
			const first = entries.shift();
			this.waiting.delete(owner);
			if (entries.length > 0) this.waiting.set(owner, entries);
			return first;
		}
		return undefined;
	}

	/** Takes out all entries that match. */
	remove(matches: (entry: Entry) => boolean): void {
		for (const [owner, entries] of this.waiting) {
			const kept = entries.filter((entry) => !matches(entry));
			if (kept.length > 0) this.waiting.set(owner, kept);
			else this.waiting.delete(owner);
		}
	}

	private listOf(owner: object): Entry[] {
		const entries = this.waiting.get(owner) ?? [];
		this.waiting.set(owner, entries);
		return entries;
	}
}
