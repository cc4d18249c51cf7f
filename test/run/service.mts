import { Failure } from '../../nodes/shared/failures/failure';
import { steadyNow } from '../../nodes/shared/run/clock';
import type { Lane, Pass } from '../../nodes/shared/run/gate';

/** A request that the service has got. */
interface Got {
	lane: Lane;
	name: string;
	/** In milliseconds since the service was made. */
	at: number;
}

/** What the service does with a request: it throws, or takes it. */
type Manner = (got: Got) => Failure | undefined;

export const refusal = (retryAfterMs?: number) =>
	new Failure('limited', { message: 'Too many requests', description: '', retryAfterMs });

/** A service without HTTP, which shows what a gate lets through, and when. */
export class Service {
	readonly got: Got[] = [];

	private readonly madeAt = Date.now();

	/** The most requests that were under way at once, of each kind and of all. */
	readonly most = { post: 0, upload: 0, look: 0, all: 0 };

	private readonly underWay = { post: 0, upload: 0, look: 0, all: 0 };

	/**
	 * @param answersAfterMs how long it takes for an answer, in milliseconds
	 * @param manner what it answers
	 */
	constructor(
		private readonly answersAfterMs: number,
		private readonly manner: Manner = () => undefined,
	) {}

	/** Makes a request that a gate can let through. */
	request(lane: Lane, name: string = lane): () => Promise<string> {
		return async () => {
			const got = { lane, name, at: Date.now() - this.madeAt };
			this.got.push(got);
			const failure = this.manner(got);
			for (const kind of [lane, 'all'] as const) {
				this.underWay[kind]++;
				this.most[kind] = Math.max(this.most[kind], this.underWay[kind]);
			}
			await new Promise((resolve) => setTimeout(resolve, this.answersAfterMs));
			for (const kind of [lane, 'all'] as const) this.underWay[kind]--;
			if (failure) throw failure;
			return name;
		};
	}

	/** When requests came, in milliseconds since the service was made. */
	times(lane?: Lane): number[] {
		return this.got.filter((got) => !lane || got.lane === lane).map(({ at }) => at);
	}

	names(): string[] {
		return this.got.map(({ name }) => name);
	}
}

/** A run of its own, as a gate knows it. */
export const newRun = (): Pass['run'] => ({ startedAt: steadyNow(), gaveUp: {} });

/** The same thing so many times. */
export const times = <T,>(count: number, make: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => make(index));
