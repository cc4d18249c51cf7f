import type { ApiRequest } from '../requests.mts';
import type { Fault, FaultSpec, FiredFault } from './fault.mts';

/** What a fault is matched against. The last three are known only when the body has been read. */
export interface FaultSubject {
	method: string;
	path: string;
	mediaIds?: string[];
	fileNames?: string[];
	outputJobId?: string;
}

/**
 * The faults that are to strike. A fault is reserved for a request first, and strikes when its moment has come; if the
 * request is refused before that, the fault is released.
 */
export class FaultQueue {
	private faults: Fault[] = [];

	/** Every time a fault struck, oldest first. */
	fired: FiredFault[] = [];

	add(spec: FaultSpec): void {
		this.faults.push({ spec, seen: 0, remaining: spec.times ?? 1 });
	}

	clear(): void {
		this.faults = [];
		this.fired = [];
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
	strike({ spec: { kind } }: Fault, request: ApiRequest): void {
		request.faults.push(kind);
		this.fired.push({ kind, requestId: request.id });
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
