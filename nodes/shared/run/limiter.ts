/** Lets a number of tasks run at once; the others wait their turn in the order in which they came. */
export class Limiter {
	private running = 0;

	private readonly waiting: Array<() => void> = [];

	/** @param most how many tasks may run at once */
	constructor(private readonly most: number) {}

	/**
	 * Runs a task as soon as there is a place for it.
	 *
	 * @returns what the task returns
	 * @throws what the task throws
	 */
	async run<T>(task: () => Promise<T>): Promise<T> {
		const turn = new Promise<void>((resolve) => this.waiting.push(resolve));
		this.fill();
		await turn;
		try {
			return await task();
		} finally {
			this.running--;
			this.fill();
		}
	}

	private fill(): void {
		while (this.running < this.most) {
			const next = this.waiting.shift();
			if (!next) return;
			this.running++;
			next();
		}
	}
}
