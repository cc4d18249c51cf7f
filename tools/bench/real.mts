import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { duration } from '../n8n/machine/log.mts';
import { temporaryFolder } from '../n8n/machine/temporary.mts';
import { type Host, launchHost } from '../n8n/server/launch.mts';
import { installCommunityPackage } from '../n8n/package.mts';
import type { Bench } from './bench.mts';
import type { Part } from './contenders/nodes.mts';
import { fetchPackage, point } from './contenders/npm.mts';
import type { SceneReport, SceneSettings } from './service/scene.mts';
import { tookOf, workflowOf } from './workflow.mts';

/** One execution of a workflow in the real n8n. */
export interface RealRun {
	/** Of its own among all runs, and up to 21 characters: n8n knows the workflow by it. */
	readonly id: string;
	readonly part: Part;
	/** How many items are posted. */
	readonly count: number;
	readonly service: SceneSettings;
	readonly pace: Pace;
}

/**
 * How long a run takes. Quick ones have the machine to themselves, one after another. Slow ones hardly work while they wait:
 * they go on beside each other afterwards, and the slowest beside them.
 */
export type Pace = 'quick' | 'slow' | 'slowest';

/** How a run ended. */
export interface RealOutcome {
	/** Milliseconds from the start of the first node that posts to the end of the last node; starting n8n is no part of it. */
	readonly tookMs: number;
	/** What the service saw. */
	readonly report: SceneReport;
	/** The first line of the error, where the workflow failed. */
	readonly error?: string;
}

/** Every run's outcome by its id. */
export type RealOutcomes = ReadonlyMap<string, RealOutcome>;

/** The outcome of a run. Throws where it was not run. */
export function outcomeOf(outcomes: RealOutcomes, id: string): RealOutcome {
	const outcome = outcomes.get(id);
	if (!outcome) throw new Error(`${id} was not run.`);
	return outcome;
}

/** Posts that never arrived, and posts that arrived more than once. */
export function countPosts({ posts }: SceneReport, count: number) {
	const different = new Set(posts.map(({ key }) => key)).size;
	return { accepted: posts.length, lost: count - different, doubled: posts.length - different };
}

const TIMEOUT_MS = 8 * 60_000;

/** So many slow runs go on beside each other. */
const SLOW_AT_ONCE = 5;

/** In a smoke run all begin at the same moment, and more of them lock each other out of n8n's database. */
const SMOKE_AT_ONCE = 2;

/** Runs workflows in a real n8n with every contender installed, each at its pace. */
export async function runAll(
	bench: Bench,
	runs: readonly RealRun[],
): Promise<Map<string, RealOutcome>> {
	const host = await makeHost(bench, runs);
	const outcomes = new Map<string, RealOutcome>();
	const run = async (next: RealRun) => {
		outcomes.set(next.id, await runOne(bench, host, next));
	};
	const paced = (pace: Pace) =>
		runs.filter((next) => pace === (bench.plan.smoke ? 'slow' : next.pace));
	await atOnce(1, paced('quick'), run);
	const most = bench.plan.smoke ? SMOKE_AT_ONCE : SLOW_AT_ONCE;
	await Promise.all([atOnce(most, paced('slow'), run), atOnce(most, paced('slowest'), run)]);
	await host.stop();
	return outcomes;
}

async function makeHost(bench: Bench, runs: readonly RealRun[]): Promise<Host> {
	const { contenders, install, pack, log, atEnd } = bench;
	const { folder } = await temporaryFolder();
	for (const { id, part, count } of runs) {
		const workflow = workflowOf(id, { scene: id, count }, part);
		await writeFile(
			path.join(folder, `${id}.json`),
			JSON.stringify({ ...workflow, active: false }),
		);
	}
	const credentials = new Map(contenders.map(({ credential }) => [credential.id, credential]));
	const host = await launchHost({
		install,
		pack,
		credentials: [...credentials.values()],
		workflows: folder,
		log,
	});
	atEnd(() => host.stop());
	for (const { npm } of contenders) {
		if (!npm) continue;
		const installed = await installCommunityPackage(host.userFolder, await fetchPackage(npm));
		if (npm.point) await point(installed, npm.point);
	}
	return host;
}

async function runOne(
	{ service, log }: Bench,
	host: Host,
	{ id, service: settings }: RealRun,
): Promise<RealOutcome> {
	await service.open(id, settings);
	const execution = await host.execute(id, { timeoutMs: TIMEOUT_MS });
	const tookMs = tookOf([execution.runData]);
	const { error } = execution;
	const said = error ? `, failed: ${error.message}` : '';
	log(`  ${id}: ${duration(tookMs)}${said}`);
	return { tookMs, report: await service.report(id), error: error?.message };
}

/** Does work for every entry, `most` at once. */
async function atOnce<T>(
	most: number,
	entries: readonly T[],
	work: (entry: T) => Promise<void>,
): Promise<void> {
	const left = [...entries];
	const next = async () => {
		for (let entry = left.shift(); entry !== undefined; entry = left.shift()) await work(entry);
	};
	await Promise.all(Array.from({ length: most }, next));
}
