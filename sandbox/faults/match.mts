import type { FaultSpec } from './fault.mts';

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
export function needsContent({ mediaId, fileName, outputJobId }: FaultSpec): boolean {
	return [mediaId, fileName, outputJobId].some((part) => part !== undefined);
}

/** Whether a request is one that the fault is for, whatever its number. */
export function matches(spec: FaultSpec, subject: FaultSubject): boolean {
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
