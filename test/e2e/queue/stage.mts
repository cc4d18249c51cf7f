import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { installN8n } from '../../../tools/n8n/install/installN8n.mts';
import { sandboxCredential } from '../../../tools/n8n/server/launch.mts';
import { WORKFLOWS_FOLDER } from '../../../tools/n8n/project.mts';
import { type Sandbox, startSandbox } from '../../../tools/sandbox/index.mts';
import { MEDIA } from '../../../tools/sandbox/seed.mts';
import { packed, say } from '../support/testRun.mts';
import { Batch, type Workflow } from './batch.mts';
import { type Cluster, type Member, startCluster } from './cluster.mts';
import { Figures, WRITES_FIGURES } from './figures.mts';
import { type Postgres, type Redis, startPostgres, startRedis } from './servers.mts';

/** n8n's own number of executions that a worker takes on at once. */
export const PLACES = 10;
/** How many executions look later. */
export const LONG_WAITS = 40;
/** How long their jobs take: longer than the first wait of the example as it is run here, shorter than two. */
export const LONG_JOB_MS = 120_000;
/** What a test waits for comes within seconds; on a busy machine it may take minutes. */
export const WITHIN_MS = 3 * 60_000;

// What n8n's own settings take minutes for. A worker is hardly ever too busy to renew even such a lock.
export const SHORT_LOCKS = {
	QUEUE_WORKER_LOCK_DURATION: '15000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2500',
	QUEUE_WORKER_STALLED_INTERVAL: '7500',
};
// In n8n 1.x it says how often an execution is run again. n8n 2 must not care.
const TRIES_AGAIN = { QUEUE_WORKER_MAX_STALLED_COUNT: '5' };

/** Executions of the example that looks later, by what becomes of their posts. */
export type LongWaits = Readonly<Record<'taken' | 'refused' | 'endless', Batch>>;

/** All that the tests of queue mode stand on. */
export interface Stage {
	readonly sandbox: Sandbox;
	readonly postgres: Postgres;
	readonly redis: Redis;
	readonly cluster: Cluster;
	readonly figures: Figures;
	/** Publishes a video and waits for it. */
	readonly waits: Workflow;
	/** Executions of the example that looks later. They began first, and go on behind all tests. */
	readonly longWaits: LongWaits;
	/** The workers that are there now. */
	workers: Member[];
}

/**
 * Starts the sandbox, PostgreSQL, Redis, n8n's main process, two workers, and the long waits.
 *
 * @param atEnd is told of each part as soon as anything of it is there; the last told is to be ended first.
 */
export async function setStage(atEnd: (end: () => Promise<void>) => void): Promise<Stage> {
	const install = await installN8n({ log: say });
	const sandbox = await startSandbox();
	atEnd(() => sandbox.stop());
	const postgres = await startPostgres(atEnd);
	const redis = await startRedis(atEnd);
	const [waits, looksLater] = await Promise.all([publishAndWait(), publishAndLookLater()]);
	const settings = {
		install,
		pack: packed(),
		env: { ...TRIES_AGAIN, ...(WRITES_FIGURES ? {} : SHORT_LOCKS) },
		postgres,
		redis,
		credentials: [sandboxCredential(sandbox)],
		workflows: [waits, looksLater],
	};
	const cluster = await startCluster(settings, atEnd);
	const workers = await Promise.all([cluster.startWorker(), cluster.startWorker()]);
	const ground = { sandbox, postgres, redis, cluster };
	jobsTake(ground, LONG_JOB_MS);
	const longWaits = {
		taken: await Batch.start(ground, looksLater, LONG_WAITS, MEDIA.videos[0]),
		refused: await Batch.start(ground, looksLater, 1, MEDIA.failsAsSpam),
		endless: await Batch.start(ground, looksLater, 1, MEDIA.neverEnds),
	};
	return { ...ground, figures: new Figures(), waits, longWaits, workers };
}

/** How long the jobs take that are made from now on, in milliseconds. */
export function jobsTake({ sandbox }: Pick<Stage, 'sandbox'>, ms: number): void {
	Object.assign(sandbox.settings, { queuedMs: 0, runMs: ms });
}

/** Ends the workers well, and starts a single one with settings of its own. */
export async function onlyWorker(stage: Stage, env: NodeJS.ProcessEnv = {}): Promise<Member> {
	await Promise.all(stage.workers.map((worker) => worker.stop()));
	const worker = await stage.cluster.startWorker(env);
	stage.workers = [worker];
	return worker;
}

/** A status, as often as there are executions. */
export function all(status: string, count: number): string[] {
	return new Array<string>(count).fill(status);
}

/** Publishes a video and waits for it. Its caption is the execution's ID, so the ledger tells who posted. */
async function publishAndWait(): Promise<Workflow> {
	const text = await readFile(path.join(__dirname, 'publish-and-wait.json'), 'utf8');
	return JSON.parse(text) as Workflow;
}

// What the test needs to be otherwise in the example: whose post it is, what is posted, a wait as short as may be, and
// no more than two looks.
const CHANGES = [
	['"Made with AI #wonda"', '"={{ $execution.id }}"'],
	['"019e1b70-6f9e-80fd-8c49-000000000001"', '"={{ $json.body.mediaId }}"'],
	['"amount": 2', '"amount": 66'],
	['"minutes"', '"seconds"'],
	['$runIndex >= 29', '$runIndex >= 1'],
] as const;

/** The example that looks later. Its webhook takes the `mediaId`. */
async function publishAndLookLater(): Promise<Workflow> {
	const file = path.join(WORKFLOWS_FOLDER, 'wait-without-holding-a-worker.json');
	let text = await readFile(file, 'utf8');
	for (const [from, to] of CHANGES) {
		if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
		text = text.replace(from, to);
	}
	const workflow = JSON.parse(text) as Workflow;
	const webhook = {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: workflow.id,
		parameters: { httpMethod: 'POST', path: workflow.id },
	};
	const nodes = workflow.nodes.map((node) => ({
		...node,
		...(node.name === 'Start here' ? webhook : {}),
	}));
	return { ...workflow, nodes };
}
