import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../api/failure';
import { asFailure } from '../api/requestFailure';
import type { Item, ItemWork } from './item';
import { jobRequest } from './job';

const CANCELED_OR_NOT =
	'The post may or may not have been canceled: if Scheduled Post > Get Many still lists it, cancel it again.';

/** The job of a cancellation that was refused, if it is canceled all the same: by somebody else, or by an earlier request. */
async function canceledJob(item: Item, refusal: Failure): Promise<IDataObject> {
	if (refusal.facts.httpStatus !== 409) throw refusal;
	const { outputJobId } = item.values;
	const job = await item.client
		.sendForObject(jobRequest(outputJobId), { owner: item.owner })
		.catch(() => undefined);
	if (job?.status !== 'canceled') throw refusal;
	return job;
}

/** Scheduled Post > Cancel: the ID, and what the service answered. It succeeds if the post is canceled, whoever canceled it. */
export const cancel: ItemWork = async (item) => {
	const { client, request, owner, values } = item;
	const answer = await client
		.sendForObject(request, { owner })
		.catch(async (error: unknown) => await canceledJob(item, asFailure(error)))
		.catch((error: unknown) => {
			throw asFailure(error).ifOutcomeUnknown(CANCELED_OR_NOT);
		});
	return [{ outputJobId: values.outputJobId, ...answer } as IDataObject];
};
