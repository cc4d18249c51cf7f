import type { Sandbox } from '../../../tools/sandbox/index.mts';
import { MEDIA } from '../../../tools/sandbox/seed.mts';
import type { AtEnd } from '../support/testRun.mts';
import {
	example,
	type ImportableWorkflow,
	savedAs,
	startedByWebhook,
} from '../support/workflows.mts';
import { Batch } from './batch.mts';
import { type Cluster, type Member, startCluster } from './cluster.mts';

/** How many executions a worker takes on at once by default. */
export const PLACES = 10;
/** How many executions of the check-later example there are. */
export const LONG_WAITS = 40;
/** How long their jobs take: longer than the example's first wait as it is set here, shorter than two. */
export const LONG_JOB_MS = 120_000;
/** What a test waits for comes within seconds; on a busy machine it may take minutes. */
export const WITHIN_MS = 3 * 60_000;

/** Whether this run writes its figures down; they are measured with n8n's own settings. */
export const WRITES_FIGURES = Boolean(process.env.E2E_FIGURES);

/** With n8n's own settings it takes minutes until a lost worker is noticed. */
export const SHORT_LOCKS = {
	QUEUE_WORKER_LOCK_DURATION: '15000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2500',
	QUEUE_WORKER_STALLED_INTERVAL: '7500',
};
// In n8n 1.x it says how often an execution is run again. n8n 2 must ignore it.
const RUN_AGAIN = { QUEUE_WORKER_MAX_STALLED_COUNT: '5' };

/** Executions of the example that polls later, by what becomes of their posts. */
export type LongWaits = Readonly<Record<'taken' | 'refused' | 'endless', Batch>>;

/** What the tests of queue mode stand on. */
export interface Stage extends Cluster {
	/** What was measured: its name and its value. */
	readonly figures: [what: string, value: string][];
	/** Publishes a video and waits for it. Its caption is the execution's ID. */
	readonly waits: ImportableWorkflow;
	/** They begin first, and go on behind all tests. */
	readonly longWaits: LongWaits;
	/** The workers that run now. */
	workers: Member[];
}

/** Starts a cluster with two workers, and the long waits. */
export async function setStage(atEnd: AtEnd): Promise<Stage> {
	const [waits, pollsLater] = await Promise.all([publishAndWait(), publishAndPollLater()]);
	const env = { ...RUN_AGAIN, ...(WRITES_FIGURES ? {} : SHORT_LOCKS) };
	const cluster = await startCluster({ env, workflows: [waits, pollsLater] }, atEnd);
	const workers = await Promise.all([cluster.startWorker(), cluster.startWorker()]);
	jobsTake(cluster, LONG_JOB_MS);
	const longWaits = {
		taken: await Batch.start(cluster, pollsLater, LONG_WAITS, MEDIA.videos[0]),
		refused: await Batch.start(cluster, pollsLater, 1, MEDIA.failsAsSpam),
		endless: await Batch.start(cluster, pollsLater, 1, MEDIA.neverEnds),
	};
	return { ...cluster, figures: [], waits, longWaits, workers };
}

/** How many milliseconds the jobs take that are created from now on. */
export function jobsTake({ sandbox }: { readonly sandbox: Sandbox }, ms: number): void {
	Object.assign(sandbox.settings, { queuedMs: 0, runMs: ms });
}

/** Ends the workers, and starts a single one with settings of its own. */
export async function onlyWorker(stage: Stage, env: NodeJS.ProcessEnv = {}): Promise<Member> {
	await Promise.all(stage.workers.map((worker) => worker.stop()));
	const worker = await stage.startWorker(env);
	stage.workers = [worker];
	return worker;
}

/** A status, as often as there are executions. */
export function all(status: string, count: number): string[] {
	return new Array<string>(count).fill(status);
}

async function publishAndWait(): Promise<ImportableWorkflow> {
	const workflow = await savedAs('queuePublishAndWait', 'video-publish', {
		caption: '={{ $execution.id }}',
	});
	const [node] = workflow.nodes;
	if (!node) throw new Error('The workflow has no nodes.');
	const errorTrigger = {
		...node,
		id: 'whenItFails',
		name: 'When it fails',
		type: 'n8n-nodes-base.errorTrigger',
	};
	return startedByWebhook({ ...workflow, nodes: [...workflow.nodes, errorTrigger] });
}

// What is changed in the example: a caption that names the execution, the media of the webhook, the shortest wait that n8n
// keeps in its database, and no more than two polls.
const CHANGES = [
	['"Made with AI #wonda"', '"={{ $execution.id }}"'],
	['"019e1b70-6f9e-80fd-8c49-000000000001"', '"={{ $json.body.mediaId }}"'],
	['"amount":2', '"amount":66'],
	['"minutes"', '"seconds"'],
	['$runIndex >= 29', '$runIndex >= 1'],
] as const;

async function publishAndPollLater(): Promise<ImportableWorkflow> {
	let text = JSON.stringify(await example('wait-without-holding-a-worker'));
	for (const [from, to] of CHANGES) {
		if (!text.includes(from)) throw new Error(`The example does not hold ${from}`);
		text = text.replace(from, to);
	}
	return startedByWebhook(JSON.parse(text) as ImportableWorkflow);
}
