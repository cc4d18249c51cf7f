import type { Post, Sandbox } from '../../../tools/sandbox/index.mts';
import type { Cluster } from './cluster.mts';
import type { Postgres } from './servers.mts';
import { until } from '../../../tools/n8n/machine/until.mts';

/** A workflow as its file holds it. It runs when the webhook of its ID is called. */
export interface Workflow {
	readonly id: string;
	readonly nodes: readonly { readonly name: string; readonly type: string }[];
}

/** What a batch runs on. */
export interface BatchGround {
	readonly sandbox: Sandbox;
	readonly postgres: Postgres;
	readonly cluster: Cluster;
}

interface Row {
	readonly id: number;
	readonly status: string;
}

/** n8n's own words for an execution that goes on: queued, at work, put aside. */
const GOING_ON = ['new', 'running', 'waiting'];

/** Executions of a workflow that were asked for together. The caption of a post is the ID of its execution. */
export class Batch {
	private constructor(
		private readonly ground: BatchGround,
		readonly ids: readonly string[],
	) {}

	/**
	 * Calls a workflow's webhook `count` times at once. n8n answers as soon as it has written the execution down.
	 *
	 * @param mediaId what the workflow is to publish, where it asks for that.
	 * @throws where n8n does not take one of them.
	 */
	static async start(
		ground: BatchGround,
		workflow: Workflow,
		count: number,
		mediaId?: string,
	): Promise<Batch> {
		const known = new Set(await idsIn(ground.postgres));
		const url = `${ground.cluster.url}/webhook/${workflow.id}`;
		await Promise.all(
			Array.from({ length: count }, async () => {
				const answer = await fetch(url, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify({ mediaId }),
				});
				if (!answer.ok) throw new Error(`HTTP ${String(answer.status)}: ${await answer.text()}`);
			}),
		);
		const ids = (await idsIn(ground.postgres)).filter((id) => !known.has(id));
		if (ids.length !== count) throw new Error(`n8n wrote down ${String(ids.length)} executions`);
		return new Batch(ground, ids);
	}

	/** The executions of this batch that a worker has started. */
	heldBy(worker: { started(): string[] }): string[] {
		const started = new Set(worker.started());
		return this.ids.filter((id) => started.has(id));
	}

	/** What the sandbox accepted from this batch, oldest first. */
	get posts(): Post[] {
		const ids = new Set(this.ids);
		return this.ground.sandbox.posts.filter(({ caption }) => ids.has(caption ?? ''));
	}

	/** How many requests to post this batch sent, accepted or not. */
	get sent(): number {
		const ids = new Set(this.ids);
		const captionOf = (body: unknown) => (body as { caption?: string } | undefined)?.caption;
		return this.ground.sandbox.requests.filter(
			({ method, body }) => method === 'POST' && ids.has(captionOf(body) ?? ''),
		).length;
	}

	/** The executions that have posted this often. */
	postedTimes(times: number): string[] {
		const counts = new Map(this.ids.map((id) => [id, 0]));
		for (const { caption = '' } of this.posts) counts.set(caption, (counts.get(caption) ?? 0) + 1);
		return this.ids.filter((id) => counts.get(id) === times);
	}

	/** The status of each execution, as n8n's list of executions shows it. */
	async statuses(ids = this.ids): Promise<string[]> {
		const rows = await this.ground.postgres.query<Row>('SELECT id, status FROM execution_entity');
		const statuses = new Map(rows.map(({ id, status }) => [String(id), status]));
		return ids.map((id) => statuses.get(id) ?? 'deleted');
	}

	/** All that n8n holds of what an execution of this batch did: its data, as text. */
	async dataOf(id: string | undefined): Promise<string> {
		const [row] = await this.ground.postgres.query<{ data: string }>(
			`SELECT data FROM execution_data WHERE "executionId" = ${String(id)}`,
		);
		return row?.data ?? '';
	}

	/** Waits until every execution, or every one of some, has come to its end. Out: their statuses. */
	async end(withinMs: number, ids = this.ids): Promise<string[]> {
		return await until(
			() => this.statuses(ids),
			(statuses) => !statuses.some((status) => GOING_ON.includes(status)),
			withinMs,
		);
	}

	/** Waits until n8n has started the error workflow for every execution of the batch. */
	async errorsTold(withinMs: number): Promise<void> {
		await until(
			async () => {
				const told = await this.ground.postgres.query<{ data: string }>(
					`SELECT data FROM execution_data JOIN execution_entity ON id = "executionId" WHERE mode = 'error'`,
				);
				const links = told.map(({ data }) => /\/executions\/(\d+)"/.exec(data)?.[1]);
				return this.ids.filter((id) => !links.includes(id));
			},
			(untold) => untold.length === 0,
			withinMs,
		);
	}

	/** Waits until this many posts of the batch were accepted. */
	async posted(count: number, withinMs: number): Promise<void> {
		await until(
			() => this.posts.length,
			(posts) => posts >= count,
			withinMs,
		);
	}
}

async function idsIn(postgres: Postgres): Promise<string[]> {
	const rows = await postgres.query<{ id: number }>(
		"SELECT id FROM execution_entity WHERE mode = 'webhook' ORDER BY id",
	);
	return rows.map(({ id }) => String(id));
}
