import { asFailure } from '../failures/connection';
import type { Fields } from '../rules/readFields';
import { forItem, type ItemRequest } from './item';
import { send } from './send';

/** A path that ends in a slash goes on with the ID that the operation is about, which was checked before. */
function withId({ options, ...request }: ItemRequest, { outputJobId, mediaId }: Fields) {
	const { url = '' } = options;
	const id = url.endsWith('/') ? encodeURIComponent(String(outputJobId ?? mediaId)) : '';
	return { ...request, options: { ...options, url: url + id } };
}

/**
 * Makes the hook of an operation that sends one request and posts nothing.
 *
 * @param advice what to do when there was no usable answer
 */
const sending = (advice: string) =>
	forItem(async function (request, fields) {
		try {
			return await send(this, withId(request, fields));
		} catch (error) {
			throw asFailure(error).whereBroken(advice);
		}
	});

/** `pagination` hook of the operations that only look. */
export const sendForItem = sending('Nothing was posted or changed, so it is safe to run again.');

/** `pagination` hook of Schedule > Cancel. */
export const cancelForItem = sending(
	'The post may be canceled or not: look at Schedule > Get Many, and cancel it again if it is still there.',
);
