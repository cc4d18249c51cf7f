import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../api/transport';

/** The request for the status of a publish job ("Single video publish"). */
export const jobRequest = (outputJobId: unknown): ApiRequest => ({
	kind: 'read',
	path: `/jobs/publish/${String(outputJobId)}`,
});

/** How a job can end, by its status. Any other status is waited on ("Jobs"); a job that is due next week must not hold a workflow. */
const ENDS: Readonly<Record<string, 'posted' | 'failed' | 'canceled'>> = {
	succeeded: 'posted',
	scheduled: 'posted',
	failed: 'failed',
	canceled: 'canceled',
};

/** How a job has ended; undefined while it has not. */
export const endOf = ({ status }: IDataObject) =>
	typeof status === 'string' && Object.hasOwn(ENDS, status) ? ENDS[status] : undefined;

/** Whether a job has ended, or is accepted for later, so that nothing is left to wait for. */
export const hasEnded = (job: IDataObject) => endOf(job) !== undefined;
