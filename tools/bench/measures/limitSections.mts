import { DONE, DOUBLED, LATE, limitChart, LOST } from './limitChart.mts';
import {
	nameOf,
	seconds,
	type Section,
	table,
	type Target,
	times,
	whole,
} from '../page/section.mts';
import type { Crowd } from '../plan.mts';
import type { LimitResult, LimitRow } from './limit.mts';

/** Within so many times what the limit itself takes. */
const WITHIN = 1.1;

/** A limit in words. */
const inWords = ({ limit: { requests, windowMs } }: Crowd) =>
	`${whole(requests)} in any ${windowMs === 60_000 ? 'minute' : seconds(windowMs)}`;

/** How a node ended, for a table. */
const endOf = ({ error }: LimitRow) => (error === undefined ? 'all items' : `\`${error}\``);

/** Items whose post never arrived, or whose job's end nobody saw where it is waited for. */
const missingOf = ({ lost, unseen = 0 }: LimitRow) => lost + unseen;

/** How many times as long as the limit itself takes; nothing where items are missing. */
const overFloor = (row: LimitRow, { floorMs }: LimitResult) =>
	missingOf(row) === 0 ? times(row.tookMs / floorMs) : '';

/** What is aimed at against each limit: this node loses and doubles nothing, and is about as fast as it can be. */
function crowdTargets(result: LimitResult, crowd: string, own: LimitRow): Target[] {
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
function ownRow({ rows }: LimitResult): LimitRow {
	const own = rows.find(({ id }) => id === 'wonda');
	if (!own) throw new Error('This node took no part.');
	return own;
}

/** What the page says of posts against a service that takes only so many in a time. */
export function limitSection(results: readonly LimitResult[]): Section {
	const limits = results.map(
		({ crowd, floorMs }) =>
			`${inWords(crowd)} (${whole(crowd.count)} posts, which nobody can send faster than in ${seconds(floorMs)})`,
	);
	return {
		title: 'Posts against a rate limit',
		command: 'limit',
		text: `Posts at once, without waiting for jobs, in the real n8n, against a service that takes only so many in a time and refuses others with HTTP 429 and \`Retry-After\`: ${limits.join(', and ')}. Lost is an item whose post never arrived. A node that gives up early has no time to compare.`,
		chart: limitChart(results, {
			name: 'limit',
			alt: 'Posts that arrived once, were lost and were doubled, for each contender',
			group: ({ crowd }) => inWords(crowd),
			parts: [{ ...DONE, what: 'posted' }, LOST, DOUBLED],
			share: false,
		}),
		tables: results.map(limitTable),
		targets: results.flatMap((result) =>
			crowdTargets(result, inWords(result.crowd), ownRow(result)),
		),
	};
}

function limitTable(result: LimitResult): string {
	const { count, limit } = result.crowd;
	// What the limit lets through at once, at the start, says nothing of the pace.
	const perMinute = ({ accepted, tookMs }: LimitRow) =>
		whole(Math.round(((accepted - limit.requests) / tookMs) * 60_000));
	return table(
		[
			inWords(result.crowd),
			'Posted',
			'Lost',
			'Doubled',
			'Refusals',
			'Time',
			'Over the limit itself',
			'Posts a minute after the first ones',
			'Ended with',
		],
		result.rows.map((row) => [
			nameOf(row),
			whole(count - row.lost),
			whole(row.lost),
			whole(row.doubled),
			whole(row.refused),
			seconds(row.tookMs),
			overFloor(row, result),
			row.lost === 0 ? perMinute(row) : '',
			endOf(row),
		]),
	);
}

/** At most one refusal for so many requests that the service took. */
const TAKEN_FOR_REFUSAL = 10;

function named(crowd: Crowd): string {
	const { count, executions = 1 } = crowd;
	const among = executions > 1 ? ` in ${whole(executions)} executions` : '';
	return `${whole(count)} videos${among}, ${inWords(crowd)}`;
}

/** What the page says of videos that are waited for, where posts and looks are counted alike. */
export function limitWaitingSection(results: readonly LimitResult[]): Section {
	const floors = results.map(
		({ crowd, requests, floorMs }) =>
			`${named(crowd)}: ${whole(requests)} requests, the last not before ${seconds(floorMs)}`,
	);
	const [first] = results;
	return {
		title: 'Videos waited for against a rate limit',
		command: 'limit-waiting',
		text: `Videos are posted at once and waited for, against a service that counts posts and looks alike, takes only so many in a time, and refuses others with HTTP 429 and an exact \`Retry-After\` in whole seconds. Each job takes ${seconds(first?.jobMs ?? NaN)}, so a video needs two requests, its post and one look, and the limit lets nobody be sooner than this: ${floors.join('; ')}. ${engineWords(results)} Told as late is a video that was posted and whose end no look has seen, though all jobs end: its user is told of a time-out, of another error, or of nothing. A node that gives up early has no time to compare.`,
		chart: limitChart(results, {
			name: 'limit-waiting',
			alt: 'Videos that were seen as done, were told as late, were lost and were doubled, for each contender',
			group: ({ crowd }) => named(crowd),
			parts: [{ ...DONE, what: 'seen as done' }, LATE, LOST, DOUBLED],
			share: true,
		}),
		tables: results.map(waitingTable),
		targets: results.flatMap((result) => [
			...crowdTargets(result, named(result.crowd), ownRow(result)),
			refusalTarget(result),
		]),
	};
}

/** What does not run in the real n8n. */
function engineWords(results: readonly LimitResult[]): string {
	const inEngine = results.filter(({ crowd }) => crowd.executions !== undefined);
	return `These run in a process with n8n's own engine, whose executions begin at the same time: ${inEngine.map(({ crowd }) => named(crowd)).join('; ')}. The others run in the real n8n.`;
}

function waitingTable(result: LimitResult): string {
	return table(
		[
			named(result.crowd),
			'Lost',
			'Doubled',
			'Told as late',
			'Posts',
			'Looks',
			'Refusals',
			'Time',
			'Over the limit itself',
			'Ended with',
		],
		result.rows.map((row) => [
			nameOf(row),
			whole(row.lost),
			whole(row.doubled),
			whole(row.unseen ?? NaN),
			whole(row.accepted),
			whole(row.looks),
			whole(row.refused),
			seconds(row.tookMs),
			overFloor(row, result),
			endOf(row),
		]),
	);
}

function refusalTarget(result: LimitResult): Target {
	const { accepted, looks, refused } = ownRow(result);
	const taken = accepted + looks;
	return {
		aim: `${named(result.crowd)}: at most one refusal for ${whole(TAKEN_FOR_REFUSAL)} requests that are taken`,
		measured: `${whole(refused)} for ${whole(taken)}`,
		met: refused * TAKEN_FOR_REFUSAL <= taken,
		why: 'A service tells its limit by refusing only, so the node has to ask in order to learn that there is room.',
	};
}
