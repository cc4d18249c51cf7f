// npm run bench: measures this node against the alternatives in n8n and writes docs/benchmarks.md.
// npm run bench -- NAME…: only these measures, to the terminal.
// npm run bench -- --smoke: every measure as small as possible, to see that it works; --seed N: the random numbers of an earlier run.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { format, resolveConfig } from 'prettier';

import { type Running, runCommand } from '../n8n/machine/command.mts';
import { duration } from '../n8n/machine/log.mts';
import { PROJECT_FOLDER } from '../n8n/project.mts';
import { type Measure, prepare } from './bench.mts';
import { calendar } from './measures/calendar.mts';
import { items } from './measures/items.mts';
import { limit } from './measures/limit.mts';
import { memory } from './measures/memory.mts';
import { waiting } from './measures/waiting.mts';
import { machineTable, pageOf, sectionText } from './page.mts';
import { newSeed } from './numbers.mts';

/** In the order of the page. */
const MEASURES: readonly Measure[] = [waiting, items, memory, limit, calendar];

const PAGE = path.join(PROJECT_FOLDER, 'docs', 'benchmarks.md');

function chosen(names: readonly string[]): readonly Measure[] {
	const all = MEASURES.map(({ name }) => name);
	const unknown = names.filter((name) => !all.includes(name));
	if (unknown.length > 0) {
		throw new Error(`Unknown measure: ${unknown.join(', ')}. Available: ${all.join(', ')}.`);
	}
	return names.length === 0 ? MEASURES : MEASURES.filter(({ name }) => names.includes(name));
}

async function run(running: Running): Promise<number> {
	const { values, positionals } = parseArgs({
		options: {
			smoke: { type: 'boolean', default: false },
			seed: { type: 'string', default: String(newSeed()) },
		},
		allowPositionals: true,
	});
	const { log } = running;
	const measures = chosen(positionals);
	const started = Date.now();
	const bench = await prepare(running, { smoke: values.smoke, seed: Number(values.seed) });
	log(`Seed ${String(bench.seed)}`);
	const sections = [];
	for (const { name, title, measure } of measures) {
		log(`Measuring ${name}`);
		sections.push({ name, title, ...(await measure(bench)) });
	}

	const took = duration(Date.now() - started);
	if (positionals.length === 0 && !values.smoke) {
		const machine = await machineTable(bench);
		await writeFile(PAGE, await formatted(pageOf(sections, { took, machine })));
		log(`Written: ${PAGE}`);
	} else {
		log(await formatted(sections.map(sectionText).join('\n\n')));
	}

	// Only rules fail the command: every other aim depends on the machine as well.
	const broken = sections
		.flatMap(({ targets }) => targets)
		.filter(({ rule, met }) => rule === true && !met);
	for (const { aim, measured } of broken) log(`BROKEN  ${aim}: ${measured}`);
	log(`${broken.length === 0 ? 'Every rule holds' : 'A rule is broken'}. Took ${took}.`);
	return broken.length === 0 ? 0 : 1;
}

/**
 * Formats the page as the project formats Markdown.
 *
 * @throws where a figure is missing
 */
async function formatted(page: string): Promise<string> {
	// Text in backquotes is quoted from n8n or a service.
	const missing = /\b(NaN|Infinity|undefined)\b/.exec(page.replaceAll(/`[^`]*`/g, ''));
	if (missing) throw new Error(`The page holds ${missing[0]} in place of a figure.`);
	return await format(page, { ...(await resolveConfig(PAGE)), filepath: PAGE });
}

await runCommand(run);
