import type { FaultSpec, Post, Sandbox } from '../../../tools/sandbox/index.mts';
import { ACCOUNTS } from '../../../tools/sandbox/seed.mts';
import type { CalendarRow, NewRow } from './table.mts';

/** A kind of row, and what becomes of it if no process dies. */
export interface Kind {
	/** How many there are of 200. */
	readonly count: number;
	/** The status that such a row ends with. */
	readonly ends: string;
	/** The values that differ from a good row. */
	readonly row?: NewRow;
	/** A fault that its post meets once. */
	readonly fault?: Pick<FaultSpec, 'kind'> & Record<string, unknown>;
	/** The reason that its job fails with. */
	readonly fails?: string;
	/** Its media is not in the library. */
	readonly unknownMedia?: true;
}

const DAY_MS = 24 * 60 * 60_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

/** Every kind but good rows. */
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

/** A good row: a video of its own, minutes to weeks ahead. */
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

/** The statuses that a row may end with. */
const FINAL = ['ready', 'refused', 'look', 'live', 'failed', 'canceled'];

/** The status of a row by that of its job. */
const STATES: Readonly<Record<string, string>> = {
	succeeded: 'live',
	failed: 'failed',
	canceled: 'canceled',
};

/** A sentence for each difference between the rows, their kinds and what the sandbox accepted, after all posts have ended. */
export function faultsIn(
	rows: readonly CalendarRow[],
	kindOf: (row: CalendarRow) => Kind,
	sandbox: Sandbox,
): string[] {
	const postsOf = (media: string | null) =>
		sandbox.posts.filter(({ mediaIds }) => mediaIds[0] === media);
	const posted = [...new Set(sandbox.posts.map(({ mediaIds }) => mediaIds[0] ?? ''))];
	const inRows = new Set(rows.map(({ media_id }) => media_id));
	return [
		...posted
			.filter((media) => postsOf(media).length > 1)
			.map((media) => `media ${media} was accepted ${String(postsOf(media).length)} times`),
		...posted.filter((media) => !inRows.has(media)).map((media) => `no row has media ${media}`),
		...rows.flatMap((row) => wrongOf(row, kindOf(row), postsOf(row.media_id))),
		...sandbox.violations,
	];
}

function wrongOf(row: CalendarRow, kind: Kind, posts: readonly Post[]): string[] {
	const { id, status } = row;
	const name = `row ${String(id)} (${String(status)})`;
	const [post] = posts;
	const wrong: string[] = [];
	if (!FINAL.includes(status ?? '')) wrong.push(`${name} is in no final state`);
	// Only a killed run may leave a row of another kind to a person.
	if (status !== 'look' && status !== kind.ends) wrong.push(`${name} should be ${kind.ends}`);
	if (status === 'look' || (!post && !row.job_id)) return wrong;

	if (!post) return [...wrong, `${name} names a job, and nothing was accepted`];
	if (row.job_id !== post.outputJobId) wrong.push(`${name} does not name its job`);
	if (STATES[post.status] !== status) wrong.push(`${name} has a job that is ${post.status}`);
	if (status === 'live' && row.link !== post.permalink) wrong.push(`${name} has another link`);
	if (status === 'failed' && !row.note?.includes(String(post.errorMessage)))
		wrong.push(`${name} does not say why`);
	return wrong;
}
