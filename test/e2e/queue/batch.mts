import { until } from '../../../tools/n8n/machine/until.mts';
import type { Post, Sandbox } from '../../../tools/sandbox/index.mts';
import type { ImportableWorkflow } from '../support/workflows.mts';
import type { Member } from './cluster.mts';
import type { Postgres } from './servers.mts';

/** What a batch runs on. */
export interface BatchGround {
	readonly sandbox: Sandbox;
	readonly postgres: Postgres;
	readonly url: string;
}

/** n8n's status of an execution that has not ended: queued, running, or put aside. */
const GOING_ON = ['new', 'running', 'waiting'];

/** Executions of a workflow that were started together. The caption of a post is the ID of its execution. */
export class Batch {
	private constructor(
		private readonly ground: BatchGround,
		readonly ids: readonly string[],
	) {}

	/**
	 * Calls a workflow's webhook `count` times at once. n8n answers as soon as it has saved the execution.
	 *
	 * @param mediaId the body of the request, if the workflow asks for it.
	 * @throws if n8n does not take one of them.
	 */
	static async start(
		ground: BatchGround,
		workflow: ImportableWorkflow,
		count: number,
		mediaId?: string,
	): Promise<Batch> {
		const known = new Set(await idsIn(ground.postgres));
		const call = async () => {
			const answer = await fetch(`${ground.url}/webhook/${workflow.id}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ mediaId }),
			});
			if (!answer.ok) throw new Error(`HTTP ${String(answer.status)}: ${await answer.text()}`);
		};
		await Promise.all(Array.from({ length: count }, call));
		const ids = (await idsIn(ground.postgres)).filter((id) => !known.has(id));
		if (ids.length !== count) throw new Error(`n8n saved ${String(ids.length)} executions.`);
		return new Batch(ground, ids);
	}

	/** The executions of this batch that a worker has started. */
	heldBy(worker: Member): string[] {
		const started = new Set(worker.started());
		return this.ids.filter((id) => started.has(id));
	}

	/** The accepted posts of this batch, oldest first. */
	get posts(): Post[] {
		return this.ground.sandbox.posts.filter(({ caption = '' }) => this.ids.includes(caption));
	}

	/** How many requests to post this batch has sent, accepted or not. */
	get sent(): number {
		const captionOf = (body: unknown) => (body as { caption?: string } | undefined)?.caption ?? '';
		return this.ground.sandbox.requests.filter(
			({ method, body }) => method === 'POST' && this.ids.includes(captionOf(body)),
		).length;
	}

	/** The executions that have posted so often. */
	postedTimes(times: number): string[] {
		const captions = this.posts.map(({ caption }) => caption);
		return this.ids.filter((id) => captions.filter((caption) => caption === id).length === times);
	}

	/** The status of each execution in n8n's list. */
	async statuses(ids = this.ids): Promise<string[]> {
		const rows = await this.ground.postgres.query<{ id: number; status: string }>(
			'SELECT id, status FROM execution_entity',
		);
		const statuses = new Map(rows.map(({ id, status }) => [String(id), status]));
		return ids.map((id) => statuses.get(id) ?? 'deleted');
	}

	/** The data of an execution, as text. */
	async dataOf(id: string | undefined): Promise<string> {
		const [row] = await this.ground.postgres.query<{ data: string }>(
			`SELECT data FROM execution_data WHERE "executionId" = ${String(id)}`,
		);
		return row?.data ?? '';
	}

	/** Waits until every execution has ended. Out: their statuses. */
	async end(withinMs: number): Promise<string[]> {
		return await until(
			() => this.statuses(),
			(statuses) => !statuses.some((status) => GOING_ON.includes(status)),
			withinMs,
		);
	}

	/** Waits until n8n has started the error workflow for every execution. */
	async errorsReported(withinMs: number): Promise<void> {
		await until(
			async () => {
				const reports = await this.ground.postgres.query<{ data: string }>(
					`SELECT data FROM execution_data JOIN execution_entity ON id = "executionId" WHERE mode = 'error'`,
				);
				const links = reports.map(({ data }) => /\/executions\/(\d+)"/.exec(data)?.[1]);
				return this.ids.filter((id) => !links.includes(id));
			},
			(missing) => missing.length === 0,
			withinMs,
		);
	}

	/** Waits until so many posts were accepted. */
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
