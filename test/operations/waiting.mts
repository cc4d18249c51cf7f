import type { Failure } from '../../nodes/shared/failures/failure';
import { waitForJob } from '../../nodes/shared/operations/wait';
import type { QuickTime } from '../support/time.mts';
import { answer, errorOf, type Loop } from './loop.mts';

/** What the service answers to a look at the job that is waited for. */
export const job = (status: unknown) => answer({ outputJobId: 'j-1', status });

interface Terms {
	/** Whether the service has accepted the job. */
	isAccepted: boolean;
	timeout?: number;
}

export const ACCEPTED: Terms = { isAccepted: true };
export const UNKNOWN: Terms = { isAccepted: false };

export const GOES_ON =
	'The job was accepted, so do not post again; its last status was “queued”. Job ID: j-1';

export function waitingIn(time: QuickTime) {
	/** Waits for a job, of which more is known where it was accepted. */
	const wait = async (loop: Loop, { isAccepted, timeout = 300 }: Terms) =>
		await time.passDuring(
			waitForJob(
				loop.item(),
				loop.request(),
				{ 'waitOptions.timeout': timeout },
				{
					job: { outputJobId: 'j-1', ...(isAccepted && { status: 'queued' }) },
					wasAccepted: isAccepted,
				},
			),
		);
	return {
		wait,
		failureOf: async (loop: Loop, terms: Terms) => await errorOf<Failure>(wait(loop, terms)),
	};
}
