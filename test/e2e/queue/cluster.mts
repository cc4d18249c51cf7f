import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { installN8n } from '../../../tools/n8n/install/installN8n.mts';
import { freePort } from '../../../tools/n8n/machine/ports.mts';
import { lastLines, stopProcess } from '../../../tools/n8n/machine/processes.mts';
import { temporaryFolder } from '../../../tools/n8n/machine/temporary.mts';
import { until } from '../../../tools/n8n/machine/until.mts';
import { installCommunityPackage } from '../../../tools/n8n/package.mts';
import { keepOutput, untilReady } from '../../../tools/n8n/server/editor.mts';
import { readLog } from '../../../tools/n8n/server/execution.mts';
import { importCredentials, sandboxCredential } from '../../../tools/n8n/server/launch.mts';
import {
	type N8nContext,
	n8nContext,
	runN8nOrThrow,
	startN8n,
} from '../../../tools/n8n/server/n8nCommand.mts';
import { type Sandbox, startSandbox } from '../../../tools/sandbox/index.mts';
import { type AtEnd, packed, say } from '../support/testRun.mts';
import type { ImportableWorkflow } from '../support/workflows.mts';
import { end, type Postgres, type Redis, startPostgres, startRedis } from './servers.mts';

const PUBLISHED_WITHIN_MS = 60_000;

/** A running n8n process, the main one or a worker. */
export interface Member {
	/** The IDs of the executions that it worked on, in their order; twice if one went on after n8n's Wait node. */
	started(): string[];
	/** Its log, a line for each message. */
	log(): string;
	/** Asks it to end, as Docker and Kubernetes do. Out: its exit code. */
	terminate(): Promise<number | null>;
	/** Kills it, as the system does when it runs out of memory. Out: null. */
	kill(): Promise<number | null>;
	/** Ends it and removes its folder. */
	stop(): Promise<void>;
}

/** n8n in queue mode: a main process, and as many workers as are started. */
export interface Cluster {
	readonly sandbox: Sandbox;
	readonly postgres: Postgres;
	readonly redis: Redis;
	/** The address of the editor and the webhooks. */
	readonly url: string;
	/** The main process and every worker, those that have ended included. */
	readonly members: readonly Member[];
	/** The user folder of the main process. */
	readonly mainFolder: string;
	/** Starts the main process again at the same address, after it has ended. */
	startMain(): Promise<Member>;
	/** Starts a worker. `env` are settings of its own. */
	startWorker(env?: NodeJS.ProcessEnv): Promise<Member>;
}

/**
 * Starts the sandbox, PostgreSQL, Redis and the main process of an n8n in queue mode.
 *
 * @param settings.workflows are published, so that their webhooks can be called.
 * @throws if n8n does not take the workflows, or does not start.
 */
export async function startCluster(
	settings: {
		readonly env: NodeJS.ProcessEnv;
		readonly sandbox?: Parameters<typeof startSandbox>[0];
		readonly workflows: readonly ImportableWorkflow[];
	},
	atEnd: AtEnd,
): Promise<Cluster> {
	const install = await installN8n({ log: say });
	const sandbox = await startSandbox(settings.sandbox);
	atEnd(() => sandbox.stop());
	const postgres = await startPostgres(atEnd);
	const redis = await startRedis(atEnd);
	const env = {
		EXECUTIONS_MODE: 'queue',
		// The workers read the credentials that the main process writes.
		N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
		...postgres.env,
		...redis.env,
		...settings.env,
	};

	/** n8n keeps traces of a crash in the user folder, so no two processes share one. */
	const makeContext = async () => {
		const { folder, remove } = await temporaryFolder();
		const context = n8nContext(install, folder, env);
		const stop = async () => {
			await Promise.all([...context.processes].map((child) => stopProcess(child)));
			await remove();
		};
		atEnd(stop);
		await installCommunityPackage(folder, packed());
		return { context, stop };
	};
	const members: Member[] = [];
	const startMember = async (
		{ context, stop }: Awaited<ReturnType<typeof makeContext>>,
		command: string,
		own: NodeJS.ProcessEnv,
		readyMessage: string,
	) => {
		const child = await startN8n(context, [command], own);
		const output = keepOutput(child);
		const log = () => readLog(output());
		await untilReady(child, () => log().includes(readyMessage)).catch((error: unknown) => {
			throw new Error(`n8n ${command}: ${String(error)}\n${lastLines(log())}`);
		});
		const member = {
			started: () =>
				[...log().matchAll(/^Worker started execution (\d+) /gm)].map(([, id]) => String(id)),
			log,
			terminate: () => end(child, 'SIGTERM'),
			kill: () => end(child, 'SIGKILL'),
			stop,
		};
		members.push(member);
		return member;
	};

	const main = await makeContext();
	await importCredentials(main.context, [sandboxCredential(sandbox)]);
	await importAndPublish(main.context, settings.workflows);
	const port = String(await freePort());
	const url = `http://127.0.0.1:${port}`;
	const startMain = () =>
		startMember(main, 'start', { N8N_PORT: port, WEBHOOK_URL: url }, 'Editor is now accessible');
	await startMain();
	const webhooks = settings.workflows
		.flatMap(({ nodes }) => nodes)
		.filter(({ type }) => type === 'n8n-nodes-base.webhook');
	// n8n publishes workflows in the background, some seconds after it is up.
	await until(
		() => postgres.query('SELECT "webhookPath" FROM webhook_entity'),
		(published) => published.length === webhooks.length,
		PUBLISHED_WITHIN_MS,
	);
	return {
		sandbox,
		postgres,
		redis,
		url,
		members,
		mainFolder: main.context.userFolder,
		startMain,
		startWorker: async (own = {}) =>
			startMember(await makeContext(), 'worker', own, 'n8n worker is now ready'),
	};
}

async function importAndPublish(
	context: N8nContext,
	workflows: readonly ImportableWorkflow[],
): Promise<void> {
	const file = path.join(context.userFolder, 'import.json');
	await writeFile(file, JSON.stringify(workflows));
	await runN8nOrThrow(context, ['import:workflow', `--input=${file}`]);
	await rm(file);
	for (const { id } of workflows) {
		await runN8nOrThrow(context, ['publish:workflow', `--id=${id}`]);
	}
}
