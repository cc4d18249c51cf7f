import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { MutantResult } from '@stryker-mutator/api/core';
import { format, resolveConfig } from 'prettier';

const PAGE = 'docs/mutation.md';

const ACCEPTED = path.join(import.meta.dirname, 'accepted.json');

/** A mutant that no test notices, and why none has to. */
interface Accepted {
	file: string;
	/** What stands in the code, runs of spaces as one. */
	code: string;
	/** What the mutant has in its place. */
	mutant: string;
	/** The line that it stands in, where the file has the same code elsewhere. */
	line?: string;
	reason: string;
}

/** What became of the mutants of a file. */
interface Score {
	noticed: number;
	accepted: number;
	unnoticed: number;
}

const HEAD = `# Mistakes that the tests notice

\`npm run test:mutation\` puts small mistakes into the code, one at a time, and runs the tests that meet it. A mistake is noticed
when one of them fails, or never ends. \`npm run test:mutation -- wait\` does so for the files whose path holds "wait", and renews
their rows. What nobody has to notice stands with its reason in [accepted.json](../tools/mutation/accepted.json). Random runs are
left out, since they try something else each time.

`;

const ROW =
	/^\| (?<file>\S+\.ts) +\| +(?<noticed>\d+) \| +(?<accepted>\d+) \| +(?<unnoticed>\d+) \|/gm;

async function rowsOf(page: string): Promise<Map<string, Score>> {
	const text = await readFile(page, 'utf8').catch(() => '');
	const rows = [...text.matchAll(ROW)].map(({ groups = {} }) => {
		const { file = '', noticed, accepted, unnoticed } = groups;
		const score = {
			noticed: Number(noticed),
			accepted: Number(accepted),
			unnoticed: Number(unnoticed),
		};
		return [file, score] as const;
	});
	return new Map(rows);
}

/** Of a hundred mistakes that a test should notice, so many are. */
const share = ({ noticed, unnoticed }: Score) =>
	noticed + unnoticed === 0 ? '' : ((100 * noticed) / (noticed + unnoticed)).toFixed(0);

const rowOf = (name: string, score: Score) =>
	`| ${[name, score.noticed, score.accepted, score.unnoticed, share(score)].join(' | ')} |`;

function pageOf(scores: Map<string, Score>): string {
	const all = { noticed: 0, accepted: 0, unnoticed: 0 };
	for (const score of scores.values()) {
		for (const kind of Object.keys(all) as (keyof Score)[]) all[kind] += score[kind];
	}
	const rows = [...scores].sort(([a], [b]) => (a < b ? -1 : 1));
	return [
		`${HEAD}| file | noticed | need not be | not noticed | of 100 |`,
		'| --- | ---: | ---: | ---: | ---: |',
		...rows.map(([file, score]) => rowOf(file, score)),
		rowOf('all', all),
		'',
	].join('\n');
}

const oneLine = (code: string) => code.replaceAll(/\s+/g, ' ').trim();

/** What stands where a mutant was put, and the line in which that begins; lines and columns begin with 1. */
function codeAt(source: string, { location: { start, end } }: MutantResult) {
	const lines = source.split('\n').slice(start.line - 1, end.line);
	const line = oneLine(lines[0] ?? '');
	const last = lines.length - 1;
	lines[last] = lines[last]?.slice(0, end.column - 1) ?? '';
	lines[0] = lines[0]?.slice(start.column - 1) ?? '';
	return { code: oneLine(lines.join('\n')), line };
}

/**
 * Writes the scores of the files that were tried into the page, and prints what was not noticed.
 *
 * @returns whether everything was noticed that should have been
 */
export async function report(mutants: MutantResult[]): Promise<boolean> {
	const accepted = JSON.parse(await readFile(ACCEPTED, 'utf8')) as Accepted[];
	const scores = await rowsOf(PAGE);
	const tried = new Map<string, Score>();
	let isComplete = true;
	for (const mutant of mutants) {
		const { fileName, location, mutatorName, replacement = '', status } = mutant;
		if (status === 'Ignored' || status === 'CompileError') continue;
		const file = path.relative('.', fileName);
		const score = tried.get(file) ?? { noticed: 0, accepted: 0, unnoticed: 0 };
		tried.set(file, score);
		if (status === 'Killed' || status === 'Timeout') {
			score.noticed++;
			continue;
		}
		const { code, line } = codeAt(await readFile(fileName, 'utf8'), mutant);
		const known = accepted.some(
			(entry) =>
				entry.file === file &&
				entry.code === code &&
				entry.mutant === oneLine(replacement) &&
				(entry.line ?? line) === line,
		);
		score[known ? 'accepted' : 'unnoticed']++;
		if (known) continue;
		isComplete = false;
		const at = `${file}:${location.start.line}`;
		console.log(`${at} ${mutatorName} (${status})\n  - ${code}\n  + ${oneLine(replacement)}`);
	}
	for (const [file, score] of tried) scores.set(file, score);
	const options = await resolveConfig(PAGE);
	await writeFile(PAGE, await format(pageOf(scores), { ...options, filepath: PAGE }));
	return isComplete;
}
