import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { N8nInstall } from '../../../tools/n8n/install/installN8n.mts';
import { freePort } from '../../../tools/n8n/machine/ports.mts';
import { type Child, lastLines, stopProcess } from '../../../tools/n8n/machine/processes.mts';
import { temporaryFolder } from '../../../tools/n8n/machine/temporary.mts';
import { until } from '../../../tools/n8n/machine/until.mts';
import { readLog } from '../../../tools/n8n/server/execution.mts';
import type { ImportedCredential } from '../../../tools/n8n/server/launch.mts';
import { type N8nContext, runN8nOrThrow, startN8n } from '../../../tools/n8n/server/n8nCommand.mts';
import { n8nEnvironment } from '../../../tools/n8n/server/environment.mts';
import { installCommunityPackage, type PackedNode } from '../../../tools/n8n/package.mts';
import { end, type Postgres, type Redis } from './servers.mts';

const READY_WITHIN_MS = 120_000;

/** What all n8n processes of one cluster have in common. */
export interface Shared {
	readonly install: N8nInstall;
	readonly pack: PackedNode;
	readonly env: NodeJS.ProcessEnv;
}

/** A machine of the cluster: a user folder of its own, with the package in it. */
export interface Machine {
	readonly context: N8nContext;
	/** Ends all that runs on it, in whatever way, and removes it. */
	stop(): Promise<void>;
}

/** A running n8n process, the main one or a worker. */
export interface Member {
	/** The IDs of the executions that it worked on, in their order: twice where one went on after n8n's Wait node. */
	started(): string[];
	/** All it has printed, a line for each message. */
	log(): string;
	/** Asks it to end, as Docker and Kubernetes do. Out: its exit code. */
	terminate(): Promise<number | null>;
	/** Ends it without asking, as the system does when it runs out of memory. Out: null, for it has no exit code. */
	kill(): Promise<number | null>;
	/** Ends it in whatever way and removes its machine. */
	stop(): Promise<void>;
}

/**
 * Makes a machine. n8n takes one that crashed for itself, so no two processes share a folder.
 *
 * @param atEnd is told how to stop it, before anything runs on it.
 */
async function makeMachine(
	{ install, pack, env }: Shared,
	atEnd: (end: () => Promise<void>) => void,
): Promise<Machine> {
	const { folder, remove } = await temporaryFolder();
	const processes = new Set<Child>();
	const stop = async () => {
		await Promise.all([...processes].map((child) => stopProcess(child)));
		await remove();
	};
	atEnd(stop);
	await installCommunityPackage(folder, pack);
	const context = {
		install,
		userFolder: folder,
		env: n8nEnvironment(install, folder, env),
		processes,
	};
	return { context, stop };
}

/**
 * Starts an n8n process that stays.
 *
 * @param isReady looks at its log.
 * @throws with the end of its log where it is not ready within two minutes.
 */
async function startMember(
	{ context, stop }: Machine,
	args: string[],
	env: NodeJS.ProcessEnv,
	isReady: (log: string) => boolean,
): Promise<Member> {
	const child = await startN8n(context, args, env);
	const output = keepOutput(child);
	const log = () => readLog(output());
	const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
	await until(log, (text) => hasEnded() || isReady(text), READY_WITHIN_MS).catch(() => undefined);
	if (hasEnded() || !isReady(log())) {
		await stop();
		throw new Error(`n8n ${args.join(' ')} did not start:\n${lastLines(log())}`);
	}

	return {
		started: () =>
			[...log().matchAll(/^Worker started execution (\d+) /gm)].map(([, id]) => String(id)),
		log,
		terminate: () => end(child, 'SIGTERM'),
		kill: () => end(child, 'SIGKILL'),
		stop,
	};
}

function keepOutput(child: Child): () => string {
	let kept = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8');
		stream.on('data', (text: string) => (kept += text));
	}
	return () => kept;
}

const PUBLISHED_WITHIN_MS = 60_000;
const WEBHOOK = 'n8n-nodes-base.webhook';

/** A workflow of a cluster; one without a webhook is started by a trigger of its own. */
export interface ClusterWorkflow {
	readonly id: string;
	readonly nodes: readonly { readonly type: string }[];
}

export interface ClusterSettings extends Shared {
	readonly postgres: Postgres;
	readonly redis: Redis;
	readonly credentials: readonly ImportedCredential[];
	/** Workflows, as their files hold them. All of them are published, so that their webhooks can be called. */
	readonly workflows: readonly ClusterWorkflow[];
}

/** n8n in queue mode: a main process, and as many workers as are started. */
export interface Cluster {
	/** Where webhooks are called. */
	readonly url: string;
	/** The main process and every worker, those that have ended as well. */
	readonly members: readonly Member[];
	/** The user folder of the main process. */
	readonly mainFolder: string;
	/** Starts the main process anew, at the same address, once it has ended. */
	startMain(): Promise<Member>;
	/** Starts a worker. `env` are settings of its own. */
	startWorker(env?: NodeJS.ProcessEnv): Promise<Member>;
}

/**
 * Starts the main process of an n8n in queue mode, with credentials and workflows in its database.
 *
 * @param atEnd is told how to end each part, workers that are started later as well, before any of it is there.
 * @throws where n8n does not take them, or does not start.
 */
export async function startCluster(
	settings: ClusterSettings,
	atEnd: (end: () => Promise<void>) => void,
): Promise<Cluster> {
	const members: Member[] = [];
	const shared = {
		...settings,
		env: {
			EXECUTIONS_MODE: 'queue',
			// Workers have to read the credentials that the main process writes.
			N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
			...settings.postgres.env,
			...settings.redis.env,
			...settings.env,
		},
	};
	const machine = await makeMachine(shared, atEnd);
	await importFrom(machine.context, 'import:credentials', settings.credentials);
	await importFrom(machine.context, 'import:workflow', settings.workflows);
	for (const { id } of settings.workflows) {
		await runN8nOrThrow(machine.context, ['publish:workflow', `--id=${id}`]);
	}

	const port = String(await freePort());
	const url = `http://127.0.0.1:${port}`;
	const startMain = async () => {
		const env = { N8N_PORT: port, WEBHOOK_URL: url };
		const main = await startMember(machine, ['start'], env, (log) =>
			log.includes('Editor is now accessible'),
		);
		members.push(main);
		return main;
	};
	await startMain();
	// n8n publishes workflows in the background, some seconds after it is up.
	const called = settings.workflows.filter(({ nodes }) =>
		nodes.some(({ type }) => type === WEBHOOK),
	);
	await until(
		() => settings.postgres.query('SELECT "webhookPath" FROM webhook_entity'),
		(webhooks) => webhooks.length === called.length,
		PUBLISHED_WITHIN_MS,
	);
	return {
		url,
		members,
		startMain,
		mainFolder: machine.context.userFolder,
		async startWorker(env = {}) {
			const place = await makeMachine(shared, atEnd);
			const worker = await startMember(place, ['worker'], env, (log) =>
				log.includes('n8n worker is now ready'),
			);
			members.push(worker);
			return worker;
		},
	};
}

async function importFrom(
	context: N8nContext,
	command: string,
	content: readonly unknown[],
): Promise<void> {
	const file = path.join(context.userFolder, 'import.json');
	await writeFile(file, JSON.stringify(content));
	await runN8nOrThrow(context, [command, `--input=${file}`]);
	await rm(file);
}
