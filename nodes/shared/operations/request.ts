import { asFailure } from '../failures/connection';
import { forItem } from './item';
import { send } from './send';

/**
 * Makes the hook of an operation that sends one request and posts nothing.
 *
 * @param advice what to do when there was no usable answer
 */
const sending = (advice: string) =>
	forItem(async function (request) {
		try {
			return await send(this, request);
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
