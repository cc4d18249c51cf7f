import { type Fault, type FaultSpec, type FiredFault, parseFault } from './fault.mts';

/**
 * The faults that are waiting to strike. A fault is first reserved for a request and strikes when its moment has
 * come; a request that never gets there (its key is wrong, say) gives it back.
 */
export class FaultQueue {
	private faults: Fault[] = [];
	private nextId = 1;

	/** Puts a fault on the queue. Throws a TypeError that names what is wrong with it. */
	add(spec: FaultSpec): Fault {
		const parsed = parseFault(spec);
		const fault = {
			id: this.nextId++,
			spec: parsed,
			seen: 0,
			remaining: parsed.times ?? 1,
			fired: [],
		};
		this.faults.push(fault);
		return fault;
	}

	/** All faults since the last reset, those that are used up included. */
	get all(): readonly Fault[] {
		return this.faults;
	}

	/** The faults that may still strike. */
	get pending(): Fault[] {
		return this.faults.filter((fault) => fault.remaining > 0);
	}

	/** Every time a fault struck, oldest first. */
	get fired(): FiredFault[] {
		return this.faults.flatMap((fault) => fault.fired).sort((a, b) => a.at - b.at);
	}

	/** Takes all faults off the queue, and forgets those that struck. */
	clear(): void {
		this.faults = [];
	}

	/**
	 * Reserves faults for a request, oldest first: any number of slow ones and one other.
	 * @param content whether the request's content is known: once without it, for faults that need none, and once with it.
	 * @param taken what was reserved for the same request before.
	 */
	reserve(subject: FaultSubject, content: boolean, taken: readonly Fault[] = []): Fault[] {
		const reserved: Fault[] = [];
		let hasOther = taken.some((fault) => fault.spec.kind !== 'slow');
		for (const fault of this.faults) {
			if (needsContent(fault.spec) !== content || !matches(fault.spec, subject)) continue;
			fault.seen += 1;
			const isOther = fault.spec.kind !== 'slow';
			if (fault.seen < (fault.spec.nth ?? 1) || fault.remaining === 0 || (isOther && hasOther)) {
				continue;
			}
			fault.remaining -= 1;
			hasOther ||= isOther;
			reserved.push(fault);
		}
		return reserved;
	}

	/** Gives back a fault that was reserved and did not strike. */
	giveBack(fault: Fault): void {
		fault.remaining += 1;
	}

	/** Records that a reserved fault strikes now. */
	strike(fault: Fault, { requestId, method, path }: FaultSubject): void {
		const { id, spec } = fault;
		fault.fired.push({ faultId: id, kind: spec.kind, requestId, method, path, at: Date.now() });
	}
}

/** What a fault is matched against. The last three are known only once the body has been read. */
export interface FaultSubject {
	requestId: number;
	method: string;
	path: string;
	mediaIds?: string[];
	fileNames?: string[];
	outputJobId?: string;
}

const JOB_PATH = '/jobs/publish/*';

/** Whether the fault can be matched only once the body has been read or the job has been found. */
function needsContent({ mediaId, fileName, outputJobId }: FaultSpec): boolean {
	return [mediaId, fileName, outputJobId].some((part) => part !== undefined);
}

/** Whether a request is one that the fault is for, whatever its number. */
function matches(spec: FaultSpec, subject: FaultSubject): boolean {
	const looksAtJob = spec.kind === 'loseJob' || spec.kind === 'jobStatus';
	const method = looksAtJob ? 'GET' : spec.method;
	const path = looksAtJob ? JOB_PATH : spec.path;
	return (
		(method === undefined || method.toUpperCase() === subject.method) &&
		(path === undefined || matchesPath(path, subject.path)) &&
		(spec.mediaId === undefined || (subject.mediaIds ?? []).includes(spec.mediaId)) &&
		(spec.fileName === undefined || (subject.fileNames ?? []).includes(spec.fileName)) &&
		(spec.outputJobId === undefined || spec.outputJobId === subject.outputJobId)
	);
}

function matchesPath(pattern: string | RegExp, path: string): boolean {
	if (pattern instanceof RegExp) return new RegExp(pattern).test(path);
	const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${parts.join('.*')}$`).test(path);
}
