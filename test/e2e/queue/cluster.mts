import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { ImportedCredential } from '../../../host/n8n/launch.mts';
import { type N8nContext, runN8nOrThrow } from '../../../host/n8n/n8nCommand.mts';
import { freePort } from '../../../host/machine/ports.mts';
import { type Member, type Shared, makeMachine, startMember } from './member.mts';
import type { Postgres } from './postgres.mts';
import type { Redis } from './redis.mts';
import { until } from './until.mts';

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
