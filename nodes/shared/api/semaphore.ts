/** Lets a limited number of tasks run at once; the others wait in the order in which they came. */
export class Semaphore {
	private running = 0;

	private readonly waiting: Array<() => void> = [];

	/** @param concurrency how many tasks may run at once */
	constructor(private readonly concurrency: number) {}

	/** Runs a task as soon as there is room for it. Returns, or throws, what the task does. */
	async run<T>(task: () => Promise<T>): Promise<T> {
		if (this.running >= this.concurrency) {
			await new Promise<void>((resolve) => this.waiting.push(resolve));
		} else {
			this.running++;
		}
		try {
			return await task();
		} finally {
			// The next task takes over this one's place.
			const next = this.waiting.shift();
			if (next) next();
			else this.running--;
		}
	}
}
