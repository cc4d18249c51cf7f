/** Lets a fixed number of tasks run at once; the others wait their turn in the order in which they came. */
export class Limiter {
	private running = 0;

	private readonly waiting: Array<() => void> = [];

	constructor(private readonly max: number) {}

	/**
	 * Runs a task as soon as there is a place for it.
	 *
	 * @returns what the task returns
	 * @throws what the task throws
	 */
	async run<T>(task: () => Promise<T>): Promise<T> {
		if (this.running >= this.max) await new Promise<void>((resolve) => this.waiting.push(resolve));
		else this.running++;
		try {
			return await task();
		} finally {
			// A place is handed on without being given up in between, so that no newcomer takes it.
			const next = this.waiting.shift();
			if (next) next();
			else this.running--;
		}
	}
}
