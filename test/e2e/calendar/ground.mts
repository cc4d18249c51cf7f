import { rm } from 'node:fs/promises';
import path from 'node:path';

import { installN8n } from '../../../tools/n8n/install/installN8n.mts';
import { until } from '../../../tools/n8n/machine/until.mts';
import { makeOwner } from '../../../tools/n8n/server/editor.mts';
import type { Sandbox } from '../../../tools/sandbox/index.mts';
import { startCluster } from '../queue/cluster.mts';
import { SHORT_LOCKS } from '../queue/stage.mts';
import { freshN8n } from '../support/freshN8n.mts';
import { ask, type N8nUser, ownerAt } from '../support/n8nUser.mts';
import { type AtEnd, say } from '../support/testRun.mts';
import { calendarWorkflows } from './workflows.mts';

/** Recovers rows as soon as no run is at work, and long before the posts are due. */
const AT_ONCE = { cut_off_after: 0, check_after: -30 * 24 * 60, give_up_after: 24 * 60 };

const JOBS = { queuedMs: 100, runMs: 300 };

/** What a test waits for comes within seconds; on a busy machine, and with lost workers, it may take minutes. */
export const WITHIN_MS = 4 * 60_000;

/** A real n8n with the calendar, whose processes can be killed. */
export interface Ground {
	readonly sandbox: Sandbox;
	/** n8n's address; another one after a restart. */
	readonly url: () => string;
	/** Signed in at the editor; again after a restart. */
	readonly user: () => N8nUser;
	/** Its processes by their names: each is killed with SIGKILL, and started again. */
	readonly crashes: Readonly<Record<string, () => Promise<void>>>;
}

/** Lets n8n start at once after a crash; it would wait for ten seconds. */
async function forgetCrash(userFolder: string): Promise<void> {
	await rm(path.join(userFolder, '.n8n', 'crash.journal'), { force: true });
}

/** Starts a workflow so many times at once by its webhook. Out: when n8n has saved the executions. */
export async function start({ url }: Ground, workflowId: string, times = 1): Promise<void> {
	const call = () =>
		ask(`${url()}/webhook/${workflowId}`, { method: 'POST' })
			.then(({ ok }) => ok)
			.catch(() => false);
	await Promise.all(Array.from({ length: times }, () => until(call, Boolean, WITHIN_MS)));
}

/** Waits until no execution is queued or running; by then n8n has given up those of a killed process. */
export async function untilCalm({ user }: Ground): Promise<void> {
	const filter = encodeURIComponent(JSON.stringify({ status: ['new', 'running', 'waiting'] }));
	await until(
		async () => {
			const { results } = await user().ask<{ results: { id: string; status: string }[] }>(
				`/executions?limit=100&filter=${filter}`,
			);
			return results.filter(({ status }) => status !== 'success').map(({ id }) => id);
		},
		(goingOn) => goingOn.length === 0,
		WITHIN_MS,
	);
}

/** n8n with SQLite, in one process. */
export async function oneProcess(atEnd: AtEnd): Promise<Ground> {
	const workflows = await calendarWorkflows(AT_ONCE);
	const { install, sandbox, host } = await freshN8n({ workflows, sandbox: JOBS }, atEnd);
	for (const { id } of workflows) await host.publish(id);
	let editor = await host.startEditor();
	let user = await ownerAt(editor, install);
	const crash = async () => {
		await editor.kill();
		await forgetCrash(host.userFolder);
		editor = await host.startEditor();
		user = await ownerAt(editor, install);
	};
	return { sandbox, url: () => editor.url, user: () => user, crashes: { 'the process': crash } };
}

/** n8n in queue mode: PostgreSQL, Redis, a main process and two workers. */
export async function twoWorkers(atEnd: AtEnd): Promise<Ground> {
	// By default n8n gives up an execution whose worker and main process die at once after three hours.
	const env = { ...SHORT_LOCKS, N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '1' };
	const workflows = await calendarWorkflows(AT_ONCE);
	const cluster = await startCluster({ env, workflows, sandbox: JOBS }, atEnd);
	const { sandbox, url } = cluster;
	const user = await ownerAt({ url, ...(await makeOwner(url)) }, await installN8n({ log: say }));
	let [main] = cluster.members;
	const workers = await Promise.all([cluster.startWorker(), cluster.startWorker()]);
	const crashOf = (index: number) => async () => {
		await workers[index]?.kill();
		workers[index] = await cluster.startWorker();
	};
	return {
		sandbox,
		url: () => url,
		user: () => user,
		crashes: {
			'the main process': async () => {
				await main?.kill();
				await forgetCrash(cluster.mainFolder);
				main = await cluster.startMain();
			},
			'the first worker': crashOf(0),
			'the second worker': crashOf(1),
		},
	};
}
