// npm run bench: measures this node against what n8n already has and writes docs/benchmarks.md.
// npm run bench -- <measure>…: only these, to the terminal; with --write, into the page as well. npm run bench -- --smoke: all of it, as small as can be.
import path from 'node:path';
import { parseArgs } from 'node:util';

import { type Running, runCommand } from '../n8n/machine/command.mts';
import { duration } from '../n8n/machine/log.mts';
import { PROJECT_FOLDER } from '../n8n/project.mts';
import { temporaryFolder } from '../n8n/machine/temporary.mts';
import { type Bench, prepare } from './bench.mts';
import { MEASURES, measure } from './measures/index.mts';
import { sectionText, targetsTable } from './page/page.mts';
import type { Section } from './page/section.mts';
import { renewPage, writePage } from './page/write.mts';
import { FULL, SMOKE } from './plan.mts';

const DOCS = path.join(PROJECT_FOLDER, 'docs');

async function run(running: Running): Promise<number> {
	const { values, positionals } = parseArgs({
		options: {
			smoke: { type: 'boolean', default: false },
			write: { type: 'boolean', default: false },
		},
		allowPositionals: true,
	});
	const unknown = positionals.filter((name) => !MEASURES.includes(name));
	if (unknown.length > 0) {
		throw new Error(`No such measure: ${unknown.join(', ')}. There are ${MEASURES.join(', ')}.`);
	}
	const { log } = running;
	const started = Date.now();
	const bench = await prepare(running, values.smoke ? SMOKE : FULL);
	const sections = await measure(bench, positionals.length > 0 ? positionals : MEASURES);

	if (positionals.length > 0) log(sections.flatMap(sectionText).join('\n\n'));
	if (positionals.length > 0 && values.write) await renewPage(sections, DOCS);
	if (positionals.length === 0) await write(bench, sections, duration(Date.now() - started));
	// The figures of a smoke run say nothing; its rules hold all the same.
	if (!values.smoke) log(`\n${targetsTable(sections)}\n`);
	const rules = sections.flatMap(({ targets }) => targets).filter(({ rule }) => rule === true);
	const broken = rules.filter(({ met }) => !met);
	log(`${String(rules.length - broken.length)} of ${String(rules.length)} rules hold.`);
	for (const { aim, measured } of broken) log(`BROKEN  ${aim}: ${measured}`);
	log(`The benchmark took ${duration(Date.now() - started)}.`);
	return broken.length === 0 ? 0 : 1;
}

async function write(bench: Bench, sections: readonly Section[], took: string): Promise<void> {
	const folder = bench.plan.smoke ? (await temporaryFolder()).folder : DOCS;
	await writePage(bench, sections, took, folder);
	bench.log(bench.plan.smoke ? 'The page can be written.' : `Written: ${folder}/benchmarks.md`);
}

await runCommand(run);
