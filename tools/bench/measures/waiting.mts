import type { Bench, Measure } from '../bench.mts';
import { httpRequest } from '../contenders/httpRequest.mts';
import { jobDurations, JOB_RANGE_MS, mean, median } from '../numbers.mts';
import { nameOf, seconds, table, times, whole } from '../page.mts';
import { post, type Posting } from '../posting.mts';

/** How many videos are posted at once, and how often that is repeated. */
const FULL = [
	{ count: 1, rounds: 5 },
	{ count: 10, rounds: 3 },
	{ count: 50, rounds: 1 },
];
const SMOKE = [{ count: 2, rounds: 1 }];

/** Within so many times the longest job. */
const WITHIN = 1.1;

/** A mean delay below so many milliseconds. */
const BELOW_MS = 500;

/** Every contender, and the loop once more with the interval of a new Wait node. */
const entrantsOf = ({ contenders, service, smoke }: Bench) =>
	[...contenders, ...(smoke ? [] : [httpRequest(service.url, { seconds: 5 })])].map((one) => ({
		...one,
		part: one.postAndWait,
	}));

/** Jobs whose end was seen, each with the delay and the polls that it took. */
type Seen = readonly { readonly delayMs: number; readonly polls: number }[];

const detectionOf = (jobs: Seen) => ({
	meanDelayMs: mean(jobs.map(({ delayMs }) => delayMs)),
	worstDelayMs: Math.max(...jobs.map(({ delayMs }) => delayMs)),
	polls: mean(jobs.map(({ polls }) => polls)),
});

const seenIn = (postings: readonly Posting[]): Seen =>
	postings
		.flatMap(({ report }) => report.posts)
		.flatMap(({ polls, endsMs, seenMs }) =>
			seenMs === undefined ? [] : [{ delayMs: seenMs - endsMs, polls }],
		);

/** The most polls that the API's documentation advises: one a second from the answer to the post on. */
function everySecond(ms: number) {
	const polls = Math.ceil(ms / 1000);
	return { delayMs: polls * 1000 - ms, polls };
}

export const waiting: Measure = {
	name: 'waiting',
	title: 'Time until videos are done',

	async measure(bench) {
		const { smoke, seed, log } = bench;
		const sizes = smoke ? SMOKE : FULL;
		// Other jobs in each round, and the same for each contender.
		const batches = sizes.flatMap(({ count, rounds }, size) =>
			Array.from({ length: rounds }, (_, round) => {
				const range = smoke ? ([100, 300] as const) : JOB_RANGE_MS;
				const jobMs = jobDurations(seed + 1000 * size + round, count, range);
				return { count, longestMs: Math.max(...jobMs), service: { jobMs } };
			}),
		);
		const rows = [];
		for (const entrant of entrantsOf(bench)) {
			const postings = (await post(bench, entrant, batches)).map((posting, index) => {
				const { count = NaN, longestMs = NaN } = batches[index] ?? {};
				return { ...posting, count, ratio: posting.tookMs / longestMs };
			});
			const cells = sizes.map(({ count }) => {
				const own = postings.filter((posting) => posting.count === count);
				return {
					count,
					tookMs: median(own.map(({ tookMs }) => tookMs)),
					ratio: median(own.map(({ ratio }) => ratio)),
				};
			});
			const wrong = Math.max(...postings.map((one) => one.lost + one.doubled + one.unseen));
			rows.push({ ...entrant, ...detectionOf(seenIn(postings)), cells, wrong });
			log(`  ${entrant.name}, ${entrant.waits}: ${cells.map(cellText).join(', ')}`);
		}
		const jobs = batches.flatMap(({ service }) => service.jobMs);
		const advice = {
			id: 'advice',
			name: "the most that the API's documentation advises",
			waits: 'a poll a second, calculated',
			...detectionOf(jobs.map(everySecond)),
		};
		const own = rows.find(({ id }) => id === 'wonda');
		if (!own) throw new Error('This node took no part.');
		const [shortest, longest] = JOB_RANGE_MS.map(seconds);
		return {
			seed,
			text: `Videos are posted at once. Each one's job takes a random time between ${String(shortest)} and ${String(longest)}, the same for every contender. The time runs from the start of the node that posts to the end of the last node; in brackets, how many times as long as the longest job. The delay is that from a job's end to the first poll that shows it, as the service saw it. The API's documentation advises to "start at 1-second intervals, grow to at most 5 seconds".`,
			tables: [
				table(
					[
						'Until all are done',
						'How it waits',
						...sizes.map(({ count }) => `${whole(count)} ${count === 1 ? 'video' : 'videos'}`),
						'Lost, doubled or not waited for',
					],
					rows.map((row) => [nameOf(row), row.waits, ...row.cells.map(cellText), whole(row.wrong)]),
				),
				table(
					["From a job's end to its detection", 'How it waits', 'Mean', 'Worst', 'Polls of a job'],
					[...rows, advice].map((row) => [
						nameOf(row),
						row.waits,
						seconds(row.meanDelayMs),
						seconds(row.worstDelayMs),
						row.polls.toFixed(1),
					]),
				),
			],
			targets: [
				{
					aim: `all videos done within ${times(WITHIN)} the longest job`,
					measured: own.cells
						.map(({ count, ratio }) => `${whole(count)}: ${times(ratio)}`)
						.join(', '),
					met: own.cells.every(({ ratio }) => ratio <= WITHIN),
					why: 'The end of a job is seen at the next poll, and polls become rarer as a job takes longer.',
				},
				{
					aim: `a mean delay below ${seconds(BELOW_MS)} with no more polls than advised`,
					measured: `${seconds(own.meanDelayMs)} with ${own.polls.toFixed(1)} polls (advised: ${seconds(advice.meanDelayMs)} with ${advice.polls.toFixed(1)})`,
					met: own.meanDelayMs < BELOW_MS && own.polls <= advice.polls,
					why: 'The mean delay is half of the interval between two polls, and the intervals grow to save polls.',
				},
				{
					aim: 'no video lost, posted twice or not waited for',
					measured: whole(own.wrong),
					met: own.wrong === 0,
					rule: true,
				},
			],
		};
	},
};

const cellText = ({ tookMs, ratio }: { tookMs: number; ratio: number }) =>
	`${seconds(tookMs)} (${times(ratio)})`;
