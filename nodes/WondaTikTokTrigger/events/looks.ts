import type { IDataObject } from 'n8n-workflow';

import { asFailure } from '../../shared/failures/connection';
import type { Failure } from '../../shared/failures/failure';
import { askForObject } from '../../shared/operations/ask';
import { jobPath } from '../../shared/operations/job';
import { Limiter } from '../../shared/run/limiter';
import { inTurn, REQUEST_MS, type Poll } from '../turn';
import type { Post } from './scheduledPosts';

/** A poll makes no more looks than this. */
const MOST_LOOKS = 100;

const LOOKS_AT_ONCE = 10;

/** What came of a look at a job: the job as the API gave it, or why it was not seen. */
export type Look = { job: IDataObject; fault?: undefined } | { job?: undefined; fault: Failure };

/** Looks at the job of a post. Throws Failure. */
export const lookAt = async ({ id }: Post, poll: Poll): Promise<IDataObject> =>
	await inTurn(
		poll,
		async () => await askForObject({ path: jobPath(id), timeout: REQUEST_MS }, poll),
	);

/** Looks at the first ones of several posts; one that fails to answer hurts no other. Out: by ID. */
export async function lookAtAll(posts: Post[], poll: Poll): Promise<Map<string, Look>> {
	const limiter = new Limiter(LOOKS_AT_ONCE);
	const looks = posts.slice(0, MOST_LOOKS).map(async (post): Promise<[string, Look]> => {
		try {
			return [post.id, { job: await limiter.run(async () => await lookAt(post, poll)) }];
		} catch (error) {
			return [post.id, { fault: asFailure(error) }];
		}
	});
	return new Map(await Promise.all(looks));
}
