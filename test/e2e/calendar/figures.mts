import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

import { N8N_VERSION } from '../../../tools/n8n/install/versions.mts';
import { PROJECT_FOLDER } from '../../../tools/n8n/project.mts';
import { type Told } from './trial.mts';

const FOLDER = path.join(PROJECT_FOLDER, 'docs', 'content-calendar');
const PRETTIER = createRequire(import.meta.url).resolve('prettier/bin/prettier.cjs');

/** The command of the figures makes so many trials at least; fewer say too little. */
const ENOUGH = 20;

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/**
 * Writes what trials have shown to docs/content-calendar, where there were enough of them.
 *
 * @param mode what n8n ran on.
 * @param file the name of the page, without its ending.
 */
export async function writeFigures(
	mode: string,
	file: string,
	told: readonly Told[],
): Promise<void> {
	if (told.length < ENOUGH) return;
	const states = [...new Set(told.flatMap((one) => Object.keys(one.states)))].sort();
	const accepted = sum(told.map((one) => one.accepted));
	const most = Math.max(...told.map((one) => one.most));
	const cutOff = sum(told.map((one) => one.cutOff));
	const good = told.filter(({ faults }) => faults.length === 0).length;
	const rows = told.map(({ seed, crashes, accepted, most, states: of }) => {
		const counts = states.map((state) => of[state] ?? 0);
		return [seed, crashes.join('; '), accepted, most, ...counts];
	});
	const head = ['Seed', 'Killed', 'Accepted', 'Each at most', ...states.map((one) => `\`${one}\``)];
	const line = (cells: readonly unknown[]) => `| ${cells.map(String).join(' | ')} |`;
	const text = [
		`# The calendar, killed ${String(told.length)} times over: ${mode}`,
		`n8n ${N8N_VERSION}. In each trial 200 rows were planned by runs that were started five at once, while processes were killed; then the posts ended. ${String(good)} of ${String(told.length)} trials kept every promise. ${String(accepted)} posts were accepted, each ${most === 1 ? 'once' : `up to ${String(most)} times`}. ${String(cutOff)} rows of the ${String(200 * told.length)} were left to a person, because the run that had them was killed; so were those whose answer was lost on purpose.`,
		[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'),
		'"Each at most" is how often a video was accepted at most. A row is `ready` at the end where its time is too far ahead. How it is tried: [What is promised](../content-calendar.md#what-is-promised).',
		'This page was written by `npm run test:calendar`; do not edit it.',
	];
	const page = path.join(FOLDER, `${file}.md`);
	await mkdir(FOLDER, { recursive: true });
	await writeFile(page, text.join('\n\n'));
	// Prettier loads itself in a way that Jest does not know.
	await promisify(execFile)(process.execPath, [PRETTIER, '--write', page]);
}
