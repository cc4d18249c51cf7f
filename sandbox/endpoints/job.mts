import { showJob } from '../jobs.mts';
import type { Endpoint } from './call.mts';
import { requireJob } from './checks.mts';

/** `GET /jobs/publish/{outputJobId}`. */
export const getJob: Endpoint = ({ world, params }) => ({
	status: 200,
	body: showJob(requireJob(world, params.outputJobId ?? ''), world.clock.steady()),
});
