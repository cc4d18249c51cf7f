import { installCommunityPackage } from '../../../host/package/communityPackage.mts';
import { n8nEnvironment } from '../../../host/n8n/environment.mts';
import { readLog } from '../../../host/n8n/execution.mts';
import type { N8nInstall } from '../../../host/install/installN8n.mts';
import { type N8nContext, startN8n } from '../../../host/n8n/n8nCommand.mts';
import type { PackedNode } from '../../../host/package/pack.mts';
import { type Child, lastLines, stopProcess } from '../../../host/machine/processes.mts';
import { temporaryFolder } from '../../../host/machine/temporary.mts';
import { end } from './end.mts';
import { until } from './until.mts';

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
export async function makeMachine(
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
export async function startMember(
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
