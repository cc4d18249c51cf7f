import { arch, cpus, release, totalmem, type } from 'node:os';

import { type Section, table, tableHead, tableLine } from './section.mts';
import { machineEnvironment, runProcess } from '../../n8n/machine/processes.mts';
import type { Bench } from '../bench.mts';

const QUESTION =
	'Is this node worth installing over what n8n already has? Ratios, all of them from one run on one machine.';

const CONTENDERS = `## What is compared

- **this node**, with every option as it is when the node is dropped into a workflow;
- **HTTP Request**, n8n's own node, where it has to wait in the usual loop: post, Wait, look, If, and back to Wait. A new Wait node waits 5 s; 1 s is the shortest that the API's advice allows;
- **n8n-nodes-upload-post** from npm, set to its shortest interval between looks. It offers no setting for the address of its service, so that is replaced in the installed copy;
- **@blotato/n8n-nodes-blotato** from npm, which does not wait for jobs: its own Get operation in the same loop;
- the floors: bare \`fetch\`, and the smallest possible declarative node.

All of them post to one local server, each in the words of its own service. Behind the words are the same posts and the same jobs, and the server counts what arrives. Contenders take turns within a run, each measure says where it runs, and a figure of several rounds is their median.`;

/**
 * The page of results.
 *
 * @param machine the table of what the figures were made on and with
 * @param tried what was tried to make the node faster, as Markdown
 */
export function pageOf(
	sections: readonly Section[],
	{ machine, tried, took }: { machine: string; tried: string; took: string },
): string {
	return [
		'# Benchmarks',
		`${QUESTION} This page was written by \`npm run bench\` in ${took}; do not edit it.`,
		'## In short',
		targetsTable(sections),
		CONTENDERS,
		...sections.flatMap(sectionText),
		'## What was tried',
		tried,
		'## Machine and versions',
		machine,
		'',
	].join('\n\n');
}

/** One measure, as Markdown. */
export function sectionText({ title, command, text, chart, tables, targets }: Section): string[] {
	const missed = targets.filter(({ met }) => !met);
	return [
		`## ${title}`,
		text,
		`![${chart.alt}](images/benchmarks/${chart.name}.svg)`,
		...tables,
		...missed.map(({ aim, measured, why }) =>
			`**Missed:** ${aim}. Measured: ${measured}. ${why ?? ''}`.trim(),
		),
		`Again: \`npm run bench -- ${command}\``,
	];
}

/** Every target, and whether it is met. */
export function targetsTable(sections: readonly Section[]): string {
	return [...tableHead(['', 'Aim', 'Measured', 'Met']), ...sections.flatMap(targetRows)].join('\n');
}

/** The rows of that table for one measure; the first one names it. */
export function targetRows({ title, targets }: Section): string[] {
	return targets.map(({ aim, measured, met }, index) =>
		tableLine([
			index === 0 ? `[${title}](#${anchorOf(title)})` : '',
			aim,
			measured,
			met ? 'yes' : '**no**',
		]),
	);
}

/** The anchor that GitHub gives a heading. */
function anchorOf(title: string): string {
	return title
		.toLowerCase()
		.replace(/[^\w\s-]/g, '')
		.replaceAll(' ', '-');
}

/** What the figures were made on and with, as a table. */
export async function machineTable({ install, pack, contenders }: Bench): Promise<string> {
	const [cpu] = cpus();
	const node = await runProcess(install.node, ['--version'], {
		cwd: install.folder,
		env: machineEnvironment(),
	});
	const others = contenders.flatMap(({ npm }) => (npm ? [npm] : []));
	return table(
		['', ''],
		[
			['Processor', `${cpu?.model.trim() ?? 'unknown'}, ${String(cpus().length)} cores`],
			['Memory', `${String(Math.round(totalmem() / 1024 ** 3))} GB`],
			['System', `${type()} ${release()}, ${arch()}`],
			['n8n', `${install.version}, on Node ${node.stdout.trim().replace('v', '')}`],
			...[pack, ...others].map(({ name, version }) => [name, version]),
		],
	);
}
