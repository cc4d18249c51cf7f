import type { INode } from 'n8n-workflow';

import type { Bench, Measure } from '../bench.mts';
import type { Contender } from '../contenders/contender.mts';
import { httpRequest } from '../contenders/httpRequest.mts';
import { jobDurations, JOB_RANGE_MS } from '../numbers.mts';
import { nameOf, seconds, table, type Target, times, whole } from '../page.mts';
import { type Entrant, post, type Posting } from '../posting.mts';
import type { RateLimit } from '../service/scenario.mts';
import { type Part, single } from '../workflow.mts';

/** Videos that are posted at once against a rate limit. */
interface Load {
	readonly count: number;
	readonly limit: RateLimit;
	readonly waits: boolean;
	/** How many executions share the videos; 1 by default. */
	readonly executions?: number;
}

/** 60 a minute, in the two ways in which services count, and then posts and polls together. */
const FULL: readonly Load[] = [
	{ count: 120, limit: { requests: 60, windowMs: 60_000, of: 'posts' }, waits: false },
	{ count: 60, limit: { requests: 1, windowMs: 1000, of: 'posts' }, waits: false },
	{ count: 60, limit: { requests: 60, windowMs: 10_000, of: 'all' }, waits: true },
	{ count: 200, executions: 200, limit: { requests: 60, windowMs: 6000, of: 'all' }, waits: true },
];
const SMOKE: readonly Load[] = [
	{ count: 6, limit: { requests: 3, windowMs: 2000, of: 'posts' }, waits: false },
	{ count: 6, executions: 3, limit: { requests: 6, windowMs: 2000, of: 'all' }, waits: true },
];

/** Within so many times the shortest time that the limit allows. */
const WITHIN = 1.1;

type Row = Posting & Pick<Entrant, 'id' | 'name'>;

export const limit: Measure = {
	name: 'limit',
	title: 'Posts against a rate limit',

	async measure(bench) {
		const results = [];
		for (const load of bench.smoke ? SMOKE : FULL) {
			const { count, executions, limit: rateLimit, waits } = load;
			const range = bench.smoke ? ([100, 300] as const) : JOB_RANGE_MS;
			const jobMs = waits ? jobDurations(bench.seed, count, range) : [0];
			const service = { jobMs, limit: rateLimit };
			const rows: Row[] = [];
			for (const entrant of entrantsOf(bench, load)) {
				const [posting] = await post(bench, entrant, [{ count, executions, service }]);
				if (!posting) continue;
				rows.push({ ...posting, id: entrant.id, name: entrant.name });
				bench.log(
					`  ${nameOfLoad(load)}; ${entrant.name}: ${whole(posting.posted)} posted in ${seconds(posting.tookMs)}`,
				);
			}
			const requests = waits ? 2 * count : count;
			const windows = Math.ceil(requests / rateLimit.requests) - 1;
			const floorMs = Math.max(windows * rateLimit.windowMs, ...jobMs);
			results.push({ load, floorMs, rows });
		}
		return {
			seed: bench.seed,
			text: `Against a service that accepts a limited number of requests per period and refuses the others with HTTP 429 and \`Retry-After\` in whole seconds. An item is lost if its post never arrived; a video is reported late if it was posted and waited for, but the node never saw its end. Where a node waits, posts and polls count alike. The last column but one compares with the shortest time that the limit and the jobs allow; a node that gives up has none.`,
			tables: results.map(tableOf),
			targets: results.flatMap(targetsOf),
		};
	},
};

/** Every contender as it is, and the others with what n8n offers against limits. */
function entrantsOf({ contenders, service, smoke }: Bench, load: Load): Entrant[] {
	const { limit: rateLimit, waits, executions = 1 } = load;
	const asIs = (contender: Contender): Entrant => ({
		...contender,
		part: waits ? contender.postAndWait : single(contender.post),
	});
	if (smoke) return contenders.slice(0, 2).map(asIs);
	const others = contenders.filter(({ id }) => id !== 'wonda').map(asIs);
	const batchInterval = rateLimit.windowMs / rateLimit.requests;
	const options = { batching: { batch: { batchSize: 1, batchInterval } } };
	const batching = {
		...asIs(httpRequest(service.url, { options })),
		name: 'HTTP Request, Batching at the limit',
	};
	return [
		...contenders.map(asIs),
		...others.map((other) => ({
			...other,
			name: `${other.name}, Retry On Fail`,
			part: retrying(other.part),
		})),
		// Batching spreads the items of one execution only.
		...(executions === 1 ? [batching] : []),
	];
}

/** Retry On Fail, as often and with as long a pause as n8n allows. */
function retrying({ nodes: [first, ...others], connections }: Part): Part {
	const retry = (one: INode): INode => ({
		...one,
		retryOnFail: true,
		maxTries: 5,
		waitBetweenTries: 5000,
	});
	return { nodes: [retry(first), ...others.map(retry)], connections };
}

interface Result {
	readonly load: Load;
	/** The shortest time that the limit and the jobs allow. */
	readonly floorMs: number;
	readonly rows: readonly Row[];
}

function nameOfLoad({ count, executions = 1, limit: { requests, windowMs }, waits }: Load): string {
	const among = executions > 1 ? ` in ${whole(executions)} executions` : '';
	const what = waits ? 'videos waited for' : 'posts';
	return `${whole(count)} ${what}${among}, ${whole(requests)} in any ${seconds(windowMs)}`;
}

/** Items that were lost, or whose end was not seen if they are waited for. */
const missing = ({ lost, unseen }: Row, { waits }: Load) => lost + (waits ? unseen : 0);

const overFloor = (row: Row, { load, floorMs }: Result) =>
	missing(row, load) === 0 ? times(row.tookMs / floorMs) : '';

function tableOf(result: Result): string {
	const { load, floorMs, rows } = result;
	return table(
		[
			nameOfLoad(load),
			'Posted',
			'Lost',
			'Doubled',
			...(load.waits ? ['Reported late'] : []),
			'Refusals',
			'Time',
			`Over ${seconds(floorMs)}`,
			'Ended with',
		],
		rows.map((row) => [
			nameOf(row),
			whole(row.posted),
			whole(row.lost),
			whole(row.doubled),
			...(load.waits ? [whole(row.unseen)] : []),
			whole(row.report.refused),
			seconds(row.tookMs),
			overFloor(row, result),
			row.error === undefined ? 'all items' : `\`${row.error}\``,
		]),
	);
}

function targetsOf(result: Result): Target[] {
	const { load, floorMs, rows } = result;
	const own = rows.find(({ id }) => id === 'wonda');
	if (!own) throw new Error('This node took no part.');
	const counts = [
		`${whole(own.lost)} lost`,
		`${whole(own.doubled)} doubled`,
		...(load.waits ? [`${whole(own.unseen)} reported late`] : []),
	];
	return [
		{
			aim: `${nameOfLoad(load)}: within ${times(WITHIN)} the shortest time that the limit allows`,
			measured: overFloor(own, result) || 'gave up',
			met: missing(own, load) === 0 && own.tookMs / floorMs <= WITHIN,
			why: 'The service names its pauses in whole seconds, and jobs take more than the one poll that the shortest time allows for.',
		},
		{
			aim: `${nameOfLoad(load)}: none lost, doubled${load.waits ? ' or reported late' : ''}`,
			measured: counts.join(', '),
			met: own.error === undefined && missing(own, load) + own.doubled === 0,
			rule: true,
		},
	];
}
