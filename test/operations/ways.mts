import {
	send,
	sendOnce,
	sendRepeatable,
	type RequestSource,
} from '../../nodes/shared/operations/send';
import type { QuickTime } from '../support/time.mts';
import type { Loop } from './loop.mts';

export const WAYS = { send, sendOnce, sendRepeatable };

export type Way = keyof typeof WAYS;

export const TERMS = { lane: 'look' } as const;

/** Sends a request of an item in one of the ways. */
export const waysIn =
	(time: QuickTime) =>
	async (name: Way, loop: Loop, source: RequestSource = loop.request()) =>
		await time.passDuring(WAYS[name](loop.item(), source, TERMS));

/** A pause that the service names none for is as long as it can be, in the tests of a file. */
export function useLongestPauses(): void {
	beforeEach(() => {
		jest.spyOn(Math, 'random').mockReturnValue(1);
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});
}
