import { setTimeout as pause } from 'node:timers/promises';

import { launchHost, sandboxCredential } from '../../n8n/server/launch.mts';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { PLAN, SET_UP } from '../../../test/e2e/calendar/workflows.mts';
import { workflowFolder } from '../../../test/e2e/support/workflows.mts';
import type { Bench } from '../bench.mts';
import { type Floor, measureFloor } from '../calendar/floor.mts';
import { benchWorkflows, FILL, LEFT, READ } from '../calendar/workflows.mts';
import { bars } from '../page/chart.mts';
import { type Chart, seconds, type Section, table, times, whole } from '../page/section.mts';

/** Longer than any post of the measure is ahead. */
const MONTH_MS = 31 * 24 * 60 * 60_000;
const LATENCY_MS = 50;
const EVERY_MS = 500;
const WITHIN_MS = 30 * 60_000;

export interface CalendarResult {
	/** How many rows. */
	readonly count: number;
	/** How long the service takes to answer, in milliseconds. */
	readonly latencyMs: number;
	/** Milliseconds from the start of Plan until every row was scheduled. */
	readonly planMs: number;
	/** Milliseconds from the end of the posts until every row was live. */
	readonly followMs: number;
	/** Requests of any kind, in all. */
	readonly requests: number;
	/** Those for the list of scheduled posts, and for one job. */
	readonly lists: number;
	readonly looks: number;
	/** Rows that were posted twice, not at all, or that do not say that they are live. */
	readonly wrong: number;
	readonly floor: Floor;
}

interface Row {
	readonly status: string;
	readonly media_id: string;
}

/** Plans rows in the real n8n, lets their posts end, and waits until every row says so. */
export async function measureCalendar({
	plan,
	install,
	pack,
	log,
	atEnd,
}: Bench): Promise<CalendarResult> {
	const { count } = plan.calendar;
	const settings = { queuedMs: 0, runMs: 0, latencyMs: LATENCY_MS };
	const floor = await floorOf(await startSandbox(settings), count);
	const sandbox = await startSandbox(settings);
	atEnd(() => sandbox.stop());
	const { folder, remove } = await workflowFolder(await benchWorkflows());
	atEnd(remove);
	const credentials = [sandboxCredential(sandbox)];
	const host = await launchHost({ install, pack, credentials, workflows: folder, log });
	atEnd(() => host.stop());
	for (const { id } of host.workflows) await host.publish(id);
	const { url } = await host.startEditor();
	const call = (id: string, body = {}) => callWebhook(url, id, body);
	const rows = async () => (await (await call(READ)).json()) as Row[];
	const all = (status: string) => async () => {
		const [other] = (await (await call(LEFT, { status })).json()) as Partial<Row>[];
		return other?.status === undefined;
	};

	const media = mediaIn(sandbox, count);
	await call(SET_UP);
	// Until it is set up there is no table to read.
	await until(async () => (await rows().catch(() => [])).length > 0);
	await call(FILL, { media });
	await until(
		async () => (await rows()).filter(({ status }) => status === 'ready').length === count,
	);

	const before = sandbox.requests.length;
	const planMs = await timed(async () => {
		// A run takes a hundred rows at most. By itself it comes every ten minutes; here the next one follows at once.
		await until(async () => {
			await call(PLAN);
			return await all('scheduled')();
		});
	});
	log(`  ${String(count)} rows planned: ${(planMs / 1000).toFixed(1)} s`);
	await listedOnce(sandbox);
	sandbox.clock.advance(MONTH_MS);
	const followMs = await timed(() => until(all('live')));
	log(`  followed to live: ${(followMs / 1000).toFixed(1)} s`);
	const requests = sandbox.requests.slice(before);
	const lists = requests.filter(isList).length;
	const looks = requests.filter(({ path }) => path.startsWith('/jobs/')).length;
	const wrong = wrongOf(await rows(), media, sandbox);
	await host.stop();
	return {
		count,
		latencyMs: LATENCY_MS,
		planMs,
		followMs,
		requests: requests.length,
		lists,
		looks,
		wrong,
		floor,
	};
}

const mediaIn = (sandbox: Sandbox, count: number) =>
	Array.from({ length: count }, () => sandbox.addMedia().mediaId);

/** The floor has a sandbox of its own: the trigger would look for its posts, too. */
async function floorOf(sandbox: Sandbox, count: number): Promise<Floor> {
	try {
		return await measureFloor(sandbox, mediaIn(sandbox, count));
	} finally {
		await sandbox.stop();
	}
}

function wrongOf(rows: readonly Row[], media: readonly string[], sandbox: Sandbox): number {
	const live = new Set(rows.filter(({ status }) => status === 'live').map((row) => row.media_id));
	const posted = sandbox.posts.map(({ mediaIds }) => mediaIds[0]);
	const doubled = posted.length - new Set(posted).size;
	return doubled + media.filter((id) => !live.has(id) || !posted.includes(id)).length;
}

const isList = ({ path }: { path: string }) => path === '/publish/scheduled';

/** The trigger has to have seen the posts in the list, or it would not miss them there. */
async function listedOnce({ requests }: Sandbox): Promise<void> {
	const before = requests.filter(isList).length;
	await until(() => Promise.resolve(requests.filter(isList).length > before + 1));
}

/** n8n publishes workflows in the background, so a webhook may come a moment late. */
async function callWebhook(url: string, id: string, body: object): Promise<Response> {
	const headers = { 'content-type': 'application/json', connection: 'close' };
	const init = { method: 'POST', headers, body: JSON.stringify(body) };
	const ask = () => fetch(`${url}/webhook/${id}`, init);
	let answer = await ask();
	for (let tries = 0; answer.status === 404 && tries < 60; tries++) {
		await pause(EVERY_MS);
		answer = await ask();
	}
	if (!answer.ok) throw new Error(`${id}: HTTP ${String(answer.status)} ${await answer.text()}`);
	return answer;
}

async function timed(work: () => Promise<void>): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
	const deadline = Date.now() + WITHIN_MS;
	while (!(await holds())) {
		if (Date.now() > deadline) throw new Error('The calendar is not done after half an hour.');
		await pause(EVERY_MS);
	}
}

/** The requests that nothing can do without: a post and one look. */
const LEAST = 2;
/** The list of scheduled posts and Plan's own question come on top, however many rows there are. */
const MOST_REQUESTS = 2.2;

/** What the page says of a month of posts in the content calendar. */
export function calendarSection(result: CalendarResult): Section {
	const { count, latencyMs, planMs, followMs, requests, lists, looks, wrong, floor } = result;
	const each = requests / count;
	return {
		title: 'The content calendar',
		command: 'calendar',
		text: `${whole(count)} rows of the [content calendar](content-calendar.md) are planned by runs of _Plan_, one after another, a hundred rows each, in the real n8n with SQLite, against the project's sandbox, which takes ${String(latencyMs)} ms to answer. Then all posts end at the same moment, and _What became of it_ follows them to \`live\`; here its trigger polls every five seconds, and looks at 100 posts in a poll. The floor is bare \`fetch\`: a post and one look for each row, ten at a time, and nothing written down.`,
		chart: calendarChart(result),
		tables: [
			table(
				['', 'Planned', 'A row', 'Followed to live', 'Requests a row'],
				[
					[
						'**this node**',
						seconds(planMs),
						seconds(planMs / count),
						seconds(followMs),
						each.toFixed(2),
					],
					[
						'floor',
						seconds(floor.postsMs),
						seconds(floor.postsMs / count),
						seconds(floor.looksMs),
						LEAST.toFixed(2),
					],
					[
						'times the floor',
						times(planMs / floor.postsMs),
						'',
						times(followMs / floor.looksMs),
						times(each / LEAST),
					],
				],
			),
		],
		targets: [
			{
				aim: 'every row posted once, and known to be live',
				measured: `${whole(wrong)} of ${whole(count)} are not`,
				met: wrong === 0,
				rule: true,
			},
			{
				aim: `at most ${String(MOST_REQUESTS)} requests a row`,
				measured: each.toFixed(2),
				met: each <= MOST_REQUESTS,
				why: `The list of scheduled posts was asked for ${whole(lists)} times, and a job ${whole(looks)} times: polls that begin before the last one has ended look at the same jobs, and here they come every five seconds.`,
			},
		],
	};
}

function calendarChart({ planMs, followMs, floor }: CalendarResult): Chart {
	const bar = (id: string, name: string, ms: number) => ({
		id,
		name,
		value: ms,
		text: seconds(ms),
	});
	return {
		name: 'calendar',
		alt: 'Time to plan the rows and to follow them to live, and the floor of each',
		spec: bars(
			[
				bar('wonda', 'planned', planMs),
				bar('floor', 'floor: the posts alone', floor.postsMs),
				bar('wonda', 'followed to live', followMs),
				bar('floor', 'floor: the looks alone', floor.looksMs),
			],
			{ title: null, axis: null },
		),
	};
}
