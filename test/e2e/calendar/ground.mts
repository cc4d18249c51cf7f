import { rm } from 'node:fs/promises';
import path from 'node:path';

import type { Sandbox } from '../../../sandbox/index.mts';
import type { N8nUser } from '../examples/n8nUser.mts';
import { ask } from '../examples/ask.mts';
import { until } from '../queue/until.mts';

/** Looks after rows as soon as no run is going on any more, and long before the posts are due. */
export const AT_ONCE = { posting: 0, ended: -30 * 24 * 60, lost: 24 * 60 };

/** What is waited for comes within seconds; on a busy machine, and with dead workers, it may take minutes. */
export const WITHIN_MS = 4 * 60_000;

/** A real n8n with the calendar in it, whose processes can be killed. */
export interface Ground {
	readonly sandbox: Sandbox;
	/** Where n8n answers now. */
	readonly url: () => string;
	/** Somebody at its editor; another one once it was started anew. */
	readonly user: () => N8nUser;
	/** Its processes by their names: each is killed with SIGKILL, and started again. */
	readonly crashes: Readonly<Record<string, () => Promise<void>>>;
}

/** Lets n8n start at once after a crash: it would wait for ten seconds first, so as not to crash again and again. */
export async function forgetCrash(userFolder: string): Promise<void> {
	await rm(path.join(userFolder, '.n8n', 'crash.journal'), { force: true });
}

/** Starts a workflow so many times at once by its webhook. Out: when n8n has written the executions down. */
export async function start({ url }: Ground, workflowId: string, times = 1): Promise<void> {
	const call = () => ask(`${url()}/webhook/${workflowId}`, { method: 'POST' }).then(({ ok }) => ok);
	await Promise.all(
		Array.from({ length: times }, () =>
			until(
				() => call().catch(() => false),
				(isTaken) => isTaken,
				WITHIN_MS,
			),
		),
	);
}

/** Waits until no execution is queued or at work: those of a dead process, too, have been given up by then. */
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
