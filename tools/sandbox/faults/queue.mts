import type { ApiRequest } from '../requests.mts';
import type { Fault, FaultKind, FaultSpec, FiredFault } from './fault.mts';

/** What a fault is matched against. The last three are known only when the body has been read. */
export interface FaultSubject {
	method: string;
	path: string;
	mediaIds?: string[];
	fileNames?: string[];
	outputJobId?: string;
}

/** Every kind of fault. A misspelt one would never strike, so that a test would prove nothing. */
const KINDS: Record<FaultKind, true> = {
	resetBefore: true,
	resetDuring: true,
	resetAfter: true,
	resetReading: true,
	cut: true,
	trickle: true,
	status: true,
	redirect: true,
	slow: true,
	rateLimit: true,
	loseJob: true,
	jobStatus: true,
};

/**
 * The faults that are to strike. A fault is reserved for a request first, and strikes when its moment has come; if the
 * request is refused before that, the fault is released.
 */
export class FaultQueue {
	private faults: Fault[] = [];
	private nextId = 1;

	/** Adds a fault. Throws a TypeError when its kind is unknown. */
	add(spec: FaultSpec): Fault {
		if (!Object.hasOwn(KINDS, spec.kind))
			throw new TypeError(`Unknown kind of fault: ${spec.kind}`);
		const fault = { id: this.nextId++, spec, seen: 0, remaining: spec.times ?? 1, fired: [] };
		this.faults.push(fault);
		return fault;
	}

	/** All faults since the last reset, those that are used up included. */
	get all(): readonly Fault[] {
		return this.faults;
	}

	/** Every time a fault struck, oldest first. */
	get fired(): FiredFault[] {
		return this.faults.flatMap((fault) => fault.fired).sort((a, b) => a.at - b.at);
	}

	clear(): void {
		this.faults = [];
	}

	/**
	 * Reserves faults for a request, oldest first: any number of slow ones and one other.
	 *
	 * @param moment each request has two: its arrival, and when its body has been read and found valid
	 */
	reserve(subject: FaultSubject, moment: 'arrival' | 'content'): Fault[] {
		const reserved: Fault[] = [];
		let hasOther = false;
		for (const fault of this.faults) {
			const { spec } = fault;
			if (strikesOnArrival(spec) !== (moment === 'arrival') || !matches(spec, subject)) continue;
			fault.seen += 1;
			const isOther = spec.kind !== 'slow';
			const isDue = fault.seen >= (spec.nth ?? 1) && fault.remaining > 0;
			if (!isDue || (isOther && hasOther)) continue;
			fault.remaining -= 1;
			hasOther ||= isOther;
			reserved.push(fault);
		}
		return reserved;
	}

	/** Makes a reserved fault available again. */
	release(fault: Fault): void {
		fault.remaining += 1;
	}

	/** Records that a reserved fault strikes now. */
	strike({ id, spec: { kind }, fired }: Fault, request: ApiRequest): void {
		const { id: requestId, method, path } = request;
		request.faults.push(kind);
		fired.push({ faultId: id, kind, requestId, method, path, at: Date.now() });
	}
}

/** Whether the fault strikes as soon as a request arrives, before its key is checked and its body read. */
function strikesOnArrival(spec: FaultSpec): boolean {
	const { kind, mediaId, fileName, outputJobId } = spec;
	const early = kind === 'status' ? spec.when === 'arrival' : /^reset(Before|During)$/.test(kind);
	return early && [mediaId, fileName, outputJobId].every((part) => part === undefined);
}

/** Whether the fault is for this request, whatever its number. */
function matches(spec: FaultSpec, subject: FaultSubject): boolean {
	const isStatusCheck = spec.kind === 'loseJob' || spec.kind === 'jobStatus';
	const { method, path } = isStatusCheck ? { method: 'GET', path: '/jobs/publish/*' } : spec;
	const { mediaId, fileName, outputJobId } = spec;
	return (
		(method === undefined || method === subject.method) &&
		(path === undefined || matchesPath(path, subject.path)) &&
		(mediaId === undefined || subject.mediaIds?.includes(mediaId) === true) &&
		(fileName === undefined || subject.fileNames?.includes(fileName) === true) &&
		(outputJobId === undefined || outputJobId === subject.outputJobId)
	);
}

function matchesPath(pattern: string | RegExp, path: string): boolean {
	if (pattern instanceof RegExp) return new RegExp(pattern).test(path);
	const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${parts.join('.*')}$`).test(path);
}
