import { arch, cpus, release, totalmem, type } from 'node:os';

import { machineEnvironment, runProcess } from '../n8n/machine/processes.mts';
import type { Bench } from './bench.mts';

/** An aim, and how far it was reached. */
export interface Target {
	readonly aim: string;
	readonly measured: string;
	readonly met: boolean;
	/** A rule holds on every machine: the benchmark fails where it is broken. */
	readonly rule?: boolean;
	/** Why it may be missed. */
	readonly why?: string;
}

/** The result of a measure. */
export interface Findings {
	/** How it was measured, in a few sentences. */
	readonly text: string;
	readonly tables: readonly string[];
	readonly targets: readonly Target[];
	/** Where random numbers were used. */
	readonly seed?: number;
}

/** A measure on the page. */
export interface Section extends Findings {
	readonly name: string;
	readonly title: string;
}

const INTRODUCTION = `# Benchmarks

Is this node worth installing over what n8n already has? Every ratio comes from one run on one machine.`;

const CONTENDERS = `## What is compared

- **this node**, with every option at its default;
- **HTTP Request**, n8n's own node, with the usual loop where it has to wait: post, Wait, get the status, If, and back to Wait. A new Wait node waits 5 s; 1 s is the shortest interval that the API's documentation advises;
- **n8n-nodes-upload-post** from npm, set to its shortest polling interval. The address of its service is replaced in the installed copy, because it has no setting for it;
- **@blotato/n8n-nodes-blotato** from npm, which does not wait for jobs: its own Get operation in the same loop;
- as a floor, the smallest possible declarative node.

All of them post to one local server, each in the format of its own service. The posts and jobs behind them are the same, and the server counts what arrives. Unless a measure says otherwise, each contender runs in a fresh process with the engine of an installed n8n, after a warm-up. How long jobs take is random, from a seed that changes with each run and that \`--seed\` sets.`;

/**
 * The page of results, as Markdown.
 *
 * @param machine the table of what the figures were made on and with
 * @param took how long the run took, in words
 */
export function pageOf(
	sections: readonly Section[],
	{ machine, took }: { machine: string; took: string },
): string {
	return [
		`${INTRODUCTION} This page was written by \`npm run bench\` in ${took}; do not edit it.`,
		CONTENDERS,
		...sections.map(sectionText),
		'## Machine and versions',
		machine,
	].join('\n\n');
}

/** One measure, as Markdown. */
export function sectionText({ title, name, seed, text, tables, targets }: Section): string {
	const again = seed === undefined ? name : `${name} --seed ${String(seed)}`;
	return [
		`## ${title}`,
		text,
		...tables,
		targets.map(targetLine).join('\n'),
		`Run it again: \`npm run bench -- ${again}\``,
	].join('\n\n');
}

function targetLine({ aim, measured, met, why }: Target): string {
	const reason = met || why === undefined ? '' : ` ${why}`;
	return `- ${met ? 'Met' : '**Missed**'}: ${aim}. Measured: ${measured}.${reason}`;
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

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	return [head, head.map(() => '---'), ...rows].map(tableLine).join('\n');
}

const tableLine = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
const escaped = (cell: string) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Seconds, from milliseconds. */
export const seconds = (ms: number) => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
export const milliseconds = (ms: number) => `${ms.toFixed(ms < 10 ? 2 : 0)} ms`;
/** A ratio. */
export const times = (ratio: number) => `${ratio.toFixed(ratio < 10 ? 2 : 0)} ×`;
export const megabytes = (mb: number) => `${Math.max(0, mb).toFixed(0)} MB`;
export const whole = (value: number) => value.toLocaleString('en-US');
/** This node stands out in tables. */
export const nameOf = ({ id, name }: { id: string; name: string }) =>
	id === 'wonda' ? `**${name}**` : name;
