/** What waits, kept apart by the run that it is of: each run gets its turn, however much another one has waiting. */
export class Turns<Entry extends { run: object }> {
	/** In the order of their next turns; no list is empty. */
	private readonly waiting = new Map<object, Entry[]>();

	get isEmpty(): boolean {
		return this.waiting.size === 0;
	}

	/** Adds what comes last among its own. */
	add(entry: Entry): void {
		const own = this.waiting.get(entry.run);
		if (own) own.push(entry);
		else this.waiting.set(entry.run, [entry]);
	}

	/** Adds what has had its turn in vain: it comes first among its own. */
	addFirst(entry: Entry): void {
		const own = this.waiting.get(entry.run);
		if (own) own.unshift(entry);
		else this.waiting.set(entry.run, [entry]);
	}

	/** Takes out whose turn it is; its run comes last then. */
	next(): Entry | undefined {
		for (const [run, own] of this.waiting) {
			const first = own.shift();
			this.waiting.delete(run);
			if (own.length > 0) this.waiting.set(run, own);
			return first;
		}
		return undefined;
	}

	/** Takes out all that waits of a run. */
	take(run: object): Entry[] {
		const own = this.waiting.get(run) ?? [];
		this.waiting.delete(run);
		return own;
	}
}
