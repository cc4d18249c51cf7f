import { ApiError } from '../errors.mts';
import { endEarly, statusAt, type Job, showJob } from '../jobs.mts';
import type { Endpoint } from './endpoint.mts';
import { requireJob, requireScheduling } from './requirements.mts';

/** `GET /publish/scheduled`: jobs of both platforms that have not started, soonest first. */
export const listScheduled: Endpoint = ({ world }) => {
	requireScheduling(world);
	const now = world.clock.steady();
	const scheduled = [...world.jobs.values()]
		.filter((job) => statusAt(job, now) === 'scheduled')
		.sort((a, b) => a.startsAt - b.startsAt)
		.map(showScheduled);
	const bare = world.settings.scheduledListShape === 'array';
	return { status: 200, body: bare ? scheduled : { scheduled } };
};

/** The fields of a job in the list, which are not documented. */
function showScheduled(job: Job): Record<string, unknown> {
	const { outputJobId, platform, scheduledFor, mediaId, tiktokAccountId, caption } = job;
	const status = 'scheduled';
	return { outputJobId, platform, status, scheduledFor, mediaId, tiktokAccountId, caption };
}

/** `DELETE /publish/scheduled/{outputJobId}`: cancels the job; 409 once it has started or ended. */
export const cancelScheduled: Endpoint = ({ world, params }) => {
	requireScheduling(world);
	const job = requireJob(world, params.outputJobId ?? '');
	const status = statusAt(job, world.clock.steady());
	if (status !== 'scheduled') {
		throw new ApiError(409, 'conflict', `The job cannot be cancelled any more; it is ${status}.`);
	}
	endEarly(job, { status: 'canceled' });
	if (world.settings.cancelAnswer === 'empty') return { status: 204 };
	return { status: 200, body: { outputJobId: job.outputJobId, status: 'canceled' } };
};

/** `GET /jobs/publish/{outputJobId}`. */
export const getJob: Endpoint = ({ world, params }) => ({
	status: 200,
	body: showJob(requireJob(world, params.outputJobId ?? ''), world.clock.steady()),
});
