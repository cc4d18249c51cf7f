import type { LimitResult } from '../measures/limit.mts';
import type { Crowd } from '../plan.mts';
import { crowdTargets, endOf, inWords, overFloor, ownRow } from './crowd.mts';
import { DONE, DOUBLED, LATE, LOST, limitChart } from './limitChart.mts';
import { nameOf, seconds, table, whole } from './markdown.mts';
import type { Section, Target } from './section.mts';

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
