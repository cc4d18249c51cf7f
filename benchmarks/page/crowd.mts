import type { LimitResult, LimitRow } from '../measures/limit.mts';
import type { Crowd } from '../plan.mts';
import { seconds, times, whole } from './markdown.mts';
import type { Target } from './section.mts';

/** Within so many times what the limit itself takes. */
const WITHIN = 1.1;

/** A limit in words. */
export const inWords = ({ limit: { requests, windowMs } }: Crowd) =>
	`${whole(requests)} in any ${windowMs === 60_000 ? 'minute' : seconds(windowMs)}`;

/** How a node ended, for a table. */
export const endOf = ({ error }: LimitRow) => (error === undefined ? 'all items' : `\`${error}\``);

/** Items whose post never arrived, or whose job's end nobody saw where it is waited for. */
export const missingOf = ({ lost, unseen = 0 }: LimitRow) => lost + unseen;

/** How many times as long as the limit itself takes; nothing where items are missing. */
export const overFloor = (row: LimitRow, { floorMs }: LimitResult) =>
	missingOf(row) === 0 ? times(row.tookMs / floorMs) : '';

/** What is aimed at against each limit: this node loses and doubles nothing, and is about as fast as it can be. */
export function crowdTargets(result: LimitResult, crowd: string, own: LimitRow): Target[] {
	const { tookMs, lost, doubled, unseen, error } = own;
	const counts = [
		{ what: 'lost', of: lost },
		{ what: 'doubled', of: doubled },
		...(unseen === undefined ? [] : [{ what: 'told as late', of: unseen }]),
	];
	const isFast = missingOf(own) === 0 && tookMs / result.floorMs <= WITHIN;
	return [
		{
			aim: `${crowd}: as fast as the limit allows, within ${times(WITHIN)}`,
			measured: overFloor(own, result) || 'gave up',
			met: isFast,
			why: 'The service names the time to come back in whole seconds, and the node keeps it. What its first requests take comes again before every later one that the limit lets through.',
		},
		{
			aim: `${crowd}: ${counts.map(({ what }) => `none ${what}`).join(', ')}`,
			measured: counts.map(({ what, of }) => `${whole(of)} ${what}`).join(', '),
			met: error === undefined && counts.every(({ of }) => of === 0),
			rule: true,
		},
	];
}

/**
 * This node's row.
 *
 * @throws where it took no part
 */
export function ownRow({ rows }: LimitResult): LimitRow {
	const own = rows.find(({ id }) => id === 'wonda');
	if (!own) throw new Error('This node took no part.');
	return own;
}
