import type { FaultSpec, Sandbox } from '../../../tools/sandbox/index.mts';
import { ACCOUNTS } from '../../../tools/sandbox/seed.mts';
import type { NewRow } from './table.mts';

/** What is special about some of the rows, and what becomes of them where no process dies. */
export interface Kind {
	/** How many there are of 200. */
	readonly count: number;
	/** The state that such a row ends in. */
	readonly ends: string;
	/** Values of the row that are not the usual ones. */
	readonly row?: NewRow;
	/** A fault that strikes its post, once. */
	readonly fault?: Pick<FaultSpec, 'kind'> & Record<string, unknown>;
	/** What its job fails with. */
	readonly fails?: string;
	/** Its media is not in the library. */
	readonly unknownMedia?: true;
}

const DAY_MS = 24 * 60 * 60_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

/** Every kind of row; those that make up 200 with them are good ones. */
export const KINDS: Readonly<Record<string, Kind>> = {
	failsAtTikTok: { count: 12, ends: 'failed', fails: 'spam_risk_too_many_posts: try later' },
	unknownMedia: { count: 10, ends: 'refused', unknownMedia: true },
	past: { count: 6, ends: 'refused', row: { time: inDays(-1) } },
	unreadableTime: { count: 4, ends: 'refused', row: { time: 'next friday' } },
	yearAlone: { count: 2, ends: 'refused', row: { time: '2099' } },
	withoutMedia: { count: 4, ends: 'refused', row: { media_id: null } },
	withoutPrivacy: { count: 4, ends: 'refused', row: { privacy_level: null } },
	withoutAccount: { count: 3, ends: 'refused', row: { account: '' } },
	farAhead: { count: 5, ends: 'ready', row: { time: inDays(40) } },
	acceptedUnheard: { count: 12, ends: 'look', fault: { kind: 'resetAfter' } },
	neverArrived: { count: 6, ends: 'look', fault: { kind: 'resetBefore' } },
	serverFails: { count: 6, ends: 'look', fault: { kind: 'status', status: 500 } },
	answeredLate: { count: 6, ends: 'live', fault: { kind: 'slow', delayMs: 1500, when: 'after' } },
	askedToWait: { count: 4, ends: 'live', fault: { kind: 'rateLimit', seconds: 1 } },
};

/** A good row: a video of its own, some minutes to weeks ahead, of a usual form. */
export const GOOD: Kind = { count: 0, ends: 'live' };

/**
 * Makes a row of a kind, with a video of its own in the sandbox.
 *
 * @param number from 0: no two rows are due at the same time.
 */
export function rowOf(kind: Kind, number: number, sandbox: Sandbox): NewRow {
	const { fails, fault, unknownMedia } = kind;
	const outcome = fails === undefined ? {} : { outcome: { fail: { errorMessage: fails } } };
	const { mediaId } = sandbox.addMedia(outcome);
	if (unknownMedia) sandbox.removeMedia(mediaId);
	if (fault) sandbox.faults.add({ method: 'POST', mediaId, ...fault } as FaultSpec);
	return {
		time: inDays(0.02 + number * 0.13),
		media_id: mediaId,
		caption: number % 7 === 0 ? null : `Row ${String(number)}, "Grüße" 🎬`,
		account: ACCOUNTS.studio,
		privacy_level: 'SELF_ONLY',
		status: 'ready',
		...kind.row,
	};
}
