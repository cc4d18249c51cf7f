import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../api/transport';

/** The request for the status of a publish job ("Single video publish"). */
export const jobRequest = (outputJobId: unknown): ApiRequest => ({
	kind: 'read',
	path: `/jobs/publish/${String(outputJobId)}`,
});

/** Any other status is waited on ("Jobs"); a job that is due next week must not hold a workflow. */
const ENDS: unknown[] = ['succeeded', 'scheduled', 'failed', 'canceled'];

/** Whether a job has ended, or is accepted for later, so that nothing is left to wait for. */
export const hasEnded = ({ status }: IDataObject) => ENDS.includes(status);
