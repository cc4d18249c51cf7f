import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { temporaryFolder } from '../../n8n/machine/temporary.mts';
import { launchHost, sandboxCredential } from '../../n8n/server/launch.mts';
import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import type { Bench, Measure } from '../bench.mts';
import { calendarWorkflows, FILL, OTHERS, PLAN, SET_UP } from '../calendarWorkflows.mts';
import { seconds, table, times, whole } from '../page.mts';

const DAY_MS = 24 * 60 * 60_000;
/** How long the sandbox takes to answer, in milliseconds. */
const LATENCY_MS = 50;
const POLL_MS = 500;
const TIMEOUT_MS = 30 * 60_000;
/** As many requests at once as this node sends at most. */
const CONCURRENCY = 10;

/** A post and one poll: no row can do with fewer requests. */
const LEAST_REQUESTS = 2;
/** The list of scheduled posts and Plan's own questions come on top, however many rows there are. */
const MOST_REQUESTS = 2.2;
/** At most so many milliseconds to plan a row. */
const MOST_MS = 30;

export const calendar: Measure = {
	name: 'calendar',
	title: 'The content calendar',

	async measure(bench) {
		const count = bench.smoke ? 12 : 1000;
		const { planMs, followMs, requests, wrong } = await measureCalendar(bench, count);
		const each = requests / count;
		const floorMs = (count / CONCURRENCY) * LATENCY_MS;
		return {
			text: `${whole(count)} rows of the [content calendar](content-calendar.md) are planned by _Plan_ in the real n8n with SQLite, against the project's sandbox, which takes ${whole(LATENCY_MS)} ms to answer. Then all posts end at the same moment, and _Record results_ follows them to \`live\`; here its trigger polls every five seconds. The floor is calculated: a post and one poll for each row, ${whole(CONCURRENCY)} at a time.`,
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
							seconds(floorMs),
							seconds(floorMs / count),
							seconds(floorMs),
							LEAST_REQUESTS.toFixed(2),
						],
						[
							'times the floor',
							times(planMs / floorMs),
							'',
							times(followMs / floorMs),
							times(each / LEAST_REQUESTS),
						],
					],
				),
			],
			targets: [
				{
					aim: `a row planned within ${String(MOST_MS)} ms`,
					measured: `${whole(Math.round(planMs / count))} ms`,
					met: planMs / count <= MOST_MS,
					why: 'Claims are made ten rows at a time, but each row has a result of its own to be written, and n8n needs more than a dozen queries for each row that its Data Table node updates.',
				},
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
					why: 'A poll of the trigger that begins before the last one has ended asks for the same jobs.',
				},
			],
		};
	},
};

/** Plans rows in the real n8n, lets their posts end, and waits until every row is live. */
async function measureCalendar({ install, pack, log, atEnd }: Bench, count: number) {
	const sandbox = await startSandbox({ queuedMs: 0, runMs: 0, latencyMs: LATENCY_MS });
	atEnd(() => sandbox.stop());
	const { folder } = await temporaryFolder();
	for (const workflow of await calendarWorkflows()) {
		await writeFile(path.join(folder, `${workflow.id}.json`), JSON.stringify(workflow));
	}
	const credentials = [sandboxCredential(sandbox)];
	const host = await launchHost({ install, pack, credentials, workflows: folder, log });
	atEnd(() => host.stop());
	for (const { id } of host.workflows) await host.publish(id);
	const { url } = await host.startEditor();

	const allAre = async (status: string) => {
		const [other] = (await callWebhook(url, OTHERS, { status })) as { status?: string }[];
		return other?.status === undefined;
	};
	const media = Array.from({ length: count }, () => sandbox.addMedia().mediaId);
	await callWebhook(url, SET_UP);
	await callWebhook(url, FILL, { media });

	const before = sandbox.requests.length;
	// On its own it starts every ten minutes; here another run follows at once where rows are left.
	const planMs = await elapsed(async () => {
		await until(async () => {
			await callWebhook(url, PLAN);
			return await allAre('scheduled');
		});
	});
	log(`  ${whole(count)} rows planned: ${seconds(planMs)}`);
	await untilListed(sandbox);
	sandbox.clock.advance(31 * DAY_MS);
	const followMs = await elapsed(() => until(() => allAre('live')));
	log(`  followed to live: ${seconds(followMs)}`);

	const requests = sandbox.requests.length - before;
	// Every row is live by now, so what can be wrong is in the ledger.
	const posted = sandbox.posts.map(({ mediaIds }) => mediaIds[0]);
	const missing = media.filter((id) => !posted.includes(id)).length;
	const wrong = missing + posted.length - new Set(posted).size;
	await host.stop();
	return { planMs, followMs, requests, wrong };
}

/** The trigger has to have seen the posts in the list, or it would not miss them there. */
async function untilListed({ requests }: Sandbox): Promise<void> {
	const lists = () => requests.filter((request) => request.path === '/publish/scheduled').length;
	const before = lists();
	await until(() => Promise.resolve(lists() > before + 1));
}

/** Calls a workflow and returns the JSON that it answers with. */
async function callWebhook(url: string, id: string, body: object = {}): Promise<unknown> {
	const init = {
		method: 'POST',
		headers: { 'content-type': 'application/json', connection: 'close' },
		body: JSON.stringify(body),
	};
	let answer = await fetch(`${url}/webhook/${id}`, init);
	// n8n publishes workflows in the background, so a webhook may be registered a moment later.
	for (let tries = 0; answer.status === 404 && tries < 60; tries += 1) {
		await sleep(POLL_MS);
		answer = await fetch(`${url}/webhook/${id}`, init);
	}
	const text = await answer.text();
	if (!answer.ok) throw new Error(`${id}: HTTP ${String(answer.status)} ${text}`);
	return text === '' ? undefined : JSON.parse(text);
}

async function elapsed(work: () => Promise<void>): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
	const deadline = Date.now() + TIMEOUT_MS;
	while (!(await holds())) {
		if (Date.now() > deadline) throw new Error('The calendar is not done after half an hour.');
		await sleep(POLL_MS);
	}
}
