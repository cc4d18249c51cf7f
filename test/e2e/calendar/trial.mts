import { setTimeout as pause } from 'node:timers/promises';

import { until } from '../../../tools/n8n/machine/until.mts';
import { Chance } from '../../../tools/sandbox/chance.mts';
import type { Sandbox } from '../../../tools/sandbox/index.mts';
import { say } from '../support/testRun.mts';
import { type Ground, start, untilCalm, WITHIN_MS } from './ground.mts';
import { faultsIn, GOOD, type Kind, KINDS, mediaOfPosts, rowOf } from './kinds.mts';
import type { CalendarRow, Table } from './table.mts';
import { RECOVER, PLAN } from './workflows.mts';

const ROWS = 200;
const AT_ONCE = 5;
/** A crash comes after at most this share of the new rows was posted, and then after so many milliseconds. */
const SHARE_BEFORE = 0.4;
const MS_BEFORE = 100;
/** Longer than any post is ahead. */
const MONTH_MS = 31 * 24 * 60 * 60_000;
/** How many rows Plan takes at a time. */
const TAKEN_AT_A_TIME = 10;

/** The result of a trial. */
export interface TrialResult {
	readonly seed: number;
	readonly faults: readonly string[];
	/** How many rows ended with each status. */
	readonly states: Readonly<Record<string, number>>;
	readonly accepted: number;
	/** How often the media of a row were accepted at most. */
	readonly most: number;
	/** How many rows are left to a person only because a run was killed. */
	readonly cutOff: number;
	/** Which processes were killed, and how many posts were accepted by then. */
	readonly crashes: readonly string[];
}

/**
 * Plans 200 rows while processes are killed, lets the posts end, and compares the table with what was accepted.
 *
 * @param seed decides the order of the rows, which process is killed, and when.
 */
export async function trial(ground: Ground, table: Table, seed: number): Promise<TrialResult> {
	const { sandbox } = ground;
	const chance = new Chance();
	const kinds = chance.shuffle(allKinds(), seed);
	await table.clear();
	sandbox.reset();
	Object.assign(sandbox.settings, { latencyMs: 30, latencySpreadMs: 60, seed });
	const kindsById = new Map<number, Kind>();
	const kindOf = ({ id }: CalendarRow) => kindsById.get(id) ?? GOOD;
	const add = async (from: number, to: number) => {
		const part = kinds.slice(from, to);
		await table.add(part.map((kind, index) => rowOf(kind, from + index, sandbox)));
		for (const [index, { id }] of (await table.rows()).entries()) {
			kindsById.set(id, kinds[index] ?? GOOD);
		}
	};

	const crashes = await planAmidCrashes(ground, add, chance, seed);
	const isDue = (row: CalendarRow) => row.status === 'ready' && kindOf(row).ends !== 'ready';
	do {
		await start(ground, PLAN, AT_ONCE);
		await untilCalm(ground);
	} while ((await table.rows()).some(isDue));

	// By now no run is at work on a row.
	await start(ground, RECOVER);
	await untilCalm(ground);
	const listed = () => sandbox.requests.filter(({ path }) => path === '/publish/scheduled').length;
	const before = listed();
	await until(listed, (now) => now > before + 1, WITHIN_MS);
	sandbox.clock.advance(MONTH_MS);
	// Rows that stay scheduled are faults, as is a video that was accepted twice.
	await until(
		async () => (await table.rows()).filter(({ status }) => status === 'scheduled').length,
		(left) => left === 0 || mostOf(sandbox) > 1,
		WITHIN_MS,
	).catch(() => undefined);

	const rows = await table.rows();
	const isCutOff = (row: CalendarRow) => row.status === 'check' && kindOf(row).ends !== 'check';
	const cutOff = rows.filter(isCutOff).length;
	const result = {
		seed,
		faults: [...faultsIn(rows, kindOf, sandbox), ...tooMany(cutOff, crashes.length)],
		states: countBy(rows.map(({ status }) => status ?? 'none')),
		accepted: sandbox.posts.length,
		most: mostOf(sandbox),
		cutOff,
		crashes,
	};
	say(`  ${JSON.stringify(result)}`);
	return result;
}

function mostOf(sandbox: Sandbox): number {
	return Math.max(...Object.values(countBy(mediaOfPosts(sandbox))));
}

function allKinds(): Kind[] {
	const special = Object.values(KINDS).flatMap((kind) => Array<Kind>(kind.count).fill(kind));
	return [...special, ...Array<Kind>(ROWS - special.length).fill(GOOD)];
}

/**
 * Kills every process at least once, in random order, while five runs of Plan are at work on a part of the rows.
 *
 * @param add adds the rows with these numbers.
 * @returns which process was killed, and after how many posts.
 */
async function planAmidCrashes(
	ground: Ground,
	add: (from: number, to: number) => Promise<void>,
	chance: Chance,
	seed: number,
): Promise<string[]> {
	const { sandbox } = ground;
	const names = Object.keys(ground.crashes);
	const order = chance.shuffle(names.length === 1 ? [...names, ...names] : names, seed);
	const part = Math.ceil(ROWS / (order.length + 1));
	const crashes: string[] = [];
	for (const [index, name] of order.entries()) {
		await add(index * part, (index + 1) * part);
		const wanted = sandbox.posts.length + Math.floor(chance.draw(seed) * SHARE_BEFORE * part);
		await start(ground, PLAN, AT_ONCE);
		await until(
			() => sandbox.posts.length,
			(posts) => posts >= wanted,
			WITHIN_MS,
		);
		await pause(chance.draw(seed) * MS_BEFORE);
		crashes.push(`${name} after ${String(sandbox.posts.length)} posts`);
		await ground.crashes[name]?.();
	}
	await add(order.length * part, ROWS);
	return crashes;
}

/** A calendar that leaves everything to a person would break no other rule. */
function tooMany(cutOff: number, crashes: number): string[] {
	const most = crashes * AT_ONCE * TAKEN_AT_A_TIME;
	return cutOff > most ? [`${String(cutOff)} rows are left to a person for no reason`] : [];
}

function countBy(values: readonly string[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
	return counts;
}
