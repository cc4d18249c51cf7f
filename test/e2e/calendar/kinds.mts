import { randomUUID } from 'node:crypto';

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
	readonly row?: () => NewRow;
	/** A fault that its post meets once. */
	readonly fault?: Pick<FaultSpec, 'kind'> & Record<string, unknown>;
	/** The reason that its job fails with. */
	readonly fails?: string;
	/** What it names; a video of the library by default. */
	readonly media?:
		| 'video'
		| 'unknownVideo'
		| 'link'
		| 'expiredLink'
		| 'carousel'
		| 'unknownImages'
		| 'links';
}

const DAY_MS = 24 * 60 * 60_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const inSeconds = (seconds: number) => inDays(seconds / 86_400);
const DUE = { row: () => ({ time: inSeconds(-1) }) };

/** Every kind but good rows. */
export const KINDS: Readonly<Record<string, Kind>> = {
	failsAtTikTok: { count: 12, ends: 'failed', fails: 'spam_risk_too_many_posts: try later' },
	unknownMedia: { count: 10, ends: 'refused', media: 'unknownVideo' },
	past: { count: 6, ends: 'refused', row: () => ({ time: inDays(-1) }) },
	unreadableTime: { count: 4, ends: 'refused', row: () => ({ time: 'next friday' }) },
	yearAlone: { count: 2, ends: 'refused', row: () => ({ time: '2099' }) },
	withoutMedia: { count: 4, ends: 'refused', row: () => ({ media: null }) },
	withoutPrivacy: { count: 4, ends: 'refused', row: () => ({ privacy_level: null }) },
	withoutAccount: { count: 3, ends: 'refused', row: () => ({ account: '' }) },
	farAhead: { count: 5, ends: 'ready', row: () => ({ time: inDays(40) }) },
	acceptedUnheard: { count: 12, ends: 'check', fault: { kind: 'resetAfter' } },
	neverArrived: { count: 6, ends: 'check', fault: { kind: 'resetBefore' } },
	serverFails: { count: 6, ends: 'check', fault: { kind: 'status', status: 500 } },
	answeredLate: { count: 6, ends: 'live', fault: { kind: 'slow', delayMs: 1500, when: 'after' } },
	askedToWait: { count: 4, ends: 'live', fault: { kind: 'rateLimit', seconds: 1 } },
	byHandle: { count: 6, ends: 'live', row: () => ({ account: '@wonda.studio' }) },
	unknownHandle: { count: 2, ends: 'refused', row: () => ({ account: '@nobody' }) },
	link: { count: 12, ends: 'live', media: 'link' },
	linkUnheard: { count: 3, ends: 'check', media: 'link', fault: { kind: 'resetAfter' } },
	expiredLink: { count: 4, ends: 'refused', media: 'expiredLink' },
	carousel: { count: 10, ends: 'live', media: 'carousel', ...DUE },
	carouselSoon: {
		count: 6,
		ends: 'live',
		media: 'carousel',
		row: () => ({ time: inSeconds(15) }),
	},
	carouselAhead: { count: 3, ends: 'ready', media: 'carousel', row: () => ({ time: inDays(1) }) },
	carouselLate: { count: 3, ends: 'refused', media: 'carousel', row: () => ({ time: inDays(-1) }) },
	carouselRefused: { count: 3, ends: 'refused', media: 'unknownImages', ...DUE },
	carouselUnheard: {
		count: 4,
		ends: 'check',
		media: 'carousel',
		fault: { kind: 'resetAfter' },
		...DUE,
	},
	links: { count: 8, ends: 'live', media: 'links', ...DUE },
};

/** A good row: a video of its own, minutes to weeks ahead. */
export const GOOD: Kind = { count: 0, ends: 'live' };

/**
 * Makes a row of a kind, with media of its own in the sandbox.
 *
 * @param number from 0: no two rows are due at the same time.
 */
export function rowOf(kind: Kind, number: number, sandbox: Sandbox): NewRow {
	const media = mediaOf(kind, number, sandbox);
	const [name = ''] = namesIn(media);
	if (kind.fault) {
		const subject = media.startsWith('http') ? { fileName: name } : { mediaId: name };
		const match = { method: 'POST', path: '/publish/tiktok*', ...subject };
		sandbox.faults.add({ ...match, ...kind.fault } as FaultSpec);
	}
	return {
		time: inDays(0.02 + number * 0.13),
		media,
		caption: number % 7 === 0 ? null : `Row ${String(number)}, "Grüße" 🎬`,
		account: ACCOUNTS.studio,
		privacy_level: 'SELF_ONLY',
		status: 'ready',
		...kind.row?.(),
	};
}

function mediaOf({ fails, media = 'video' }: Kind, number: number, sandbox: Sandbox): string {
	const file = `row-${String(number)}`;
	const outcome = fails === undefined ? {} : { outcome: { fail: { errorMessage: fails } } };
	const image = () => sandbox.addMedia({ mimeType: 'image/jpeg' }).mediaId;
	switch (media) {
		case 'link':
			return sandbox.fileUrl(`${file}.mp4`);
		case 'expiredLink':
			return sandbox.fileUrl(`410/${file}.mp4`);
		case 'links':
			return [1, 2, 3].map((one) => sandbox.fileUrl(`${file}-${String(one)}.jpg`)).join('\n');
		case 'carousel':
			return `${image()}, ${image()}`;
		case 'unknownImages':
			return `${randomUUID()} ${randomUUID()}`;
		case 'unknownVideo':
			return randomUUID();
		case 'video':
			return sandbox.addMedia(outcome).mediaId;
	}
}

/** What identifies the media of a row: IDs of the library, and the names of files. */
const namesIn = (media: string | null) =>
	(media ?? '').split(/[\s,]+/).map((one) => one.split('/').at(-1) ?? '');

/** The media of each row and of each post, in the same words. */
export const mediaOfRow = ({ media }: CalendarRow) => namesIn(media).join(' ');
export function mediaOfPosts({ posts, media }: Sandbox): string[] {
	const files = new Map(media.map(({ mediaId, fileName }) => [mediaId, fileName]));
	return posts.map(({ mediaIds }) => mediaIds.map((id) => files.get(id) ?? id).join(' '));
}

/** The statuses that a row may end with. */
const FINAL = ['ready', 'refused', 'check', 'live', 'failed', 'canceled'];

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
	const { posts } = sandbox;
	const media = mediaOfPosts(sandbox);
	const postsOf = (one: string) => posts.filter((_, index) => media[index] === one);
	const posted = [...new Set(media)];
	const inRows = new Set(rows.map(mediaOfRow));
	return [
		...posted
			.filter((one) => postsOf(one).length > 1)
			.map((one) => `media ${one} was accepted ${String(postsOf(one).length)} times`),
		...posted.filter((one) => !inRows.has(one)).map((one) => `no row has media ${one}`),
		...rows.flatMap((row) => wrongOf(row, kindOf(row), postsOf(mediaOfRow(row)))),
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
	if (status !== 'check' && status !== kind.ends) wrong.push(`${name} should be ${kind.ends}`);
	// A video has its time at Wonda; a carousel is posted by Plan.
	if (post?.kind === 'carousel' && Date.parse(post.acceptedAt) < Date.parse(String(row.time)))
		wrong.push(`${name} was posted before its time`);
	if (status === 'check' || (!post && !row.job_id)) return wrong;

	if (!post) return [...wrong, `${name} names a job, and nothing was accepted`];
	if (row.job_id !== (post.outputJobId ?? '')) wrong.push(`${name} does not name its job`);
	if (STATES[post.status] !== status) wrong.push(`${name} has a job that is ${post.status}`);
	if (status === 'live' && row.link !== post.permalink) wrong.push(`${name} has another link`);
	if (status === 'failed' && !row.note?.includes(String(post.errorMessage)))
		wrong.push(`${name} does not say why`);
	return wrong;
}
