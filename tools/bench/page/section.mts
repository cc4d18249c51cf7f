import type { TopLevelSpec } from 'vega-lite';

/** What is aimed at, and what came of it. */
export interface Target {
	readonly aim: string;
	readonly measured: string;
	readonly met: boolean;
	/** A rule that holds on every machine: where it is broken, the benchmark fails. All else depends on the machine as well. */
	readonly rule?: boolean;
	/** Why it is missed, where it is. */
	readonly why?: string;
}

export interface Chart {
	/** Its file in docs/images/benchmarks, without its ending. */
	readonly name: string;
	/** What it shows, for those who do not see it. */
	readonly alt: string;
	readonly spec: TopLevelSpec;
}

/** What the page says of one measure. */
export interface Section {
	readonly title: string;
	/** The argument of `npm run bench --` that makes it again. */
	readonly command: string;
	/** How it is measured. */
	readonly text: string;
	readonly chart: Chart;
	readonly tables: readonly string[];
	readonly targets: readonly Target[];
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	return [...tableHead(head), ...rows.map(tableLine)].join('\n');
}

/** The two lines that a table begins with. */
export const tableHead = (head: readonly string[]) => [
	tableLine(head),
	tableLine(head.map(() => '---')),
];

/** A row of a table. */
export const tableLine = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;

const escaped = (cell: string) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Seconds, from milliseconds. */
export const seconds = (ms: number) => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;

/** Milliseconds. */
export const milliseconds = (ms: number) => `${ms.toFixed(ms < 10 ? 2 : 0)} ms`;

/** How many times as much. */
export const times = (ratio: number) => `${ratio.toFixed(ratio < 10 ? 2 : 0)} ×`;

/** Megabytes, from megabytes. */
export const megabytes = (mb: number) => `${Math.max(0, mb).toFixed(0)} MB`;

/** Kilobytes, from bytes. */
export const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;

/** A whole number. */
export const whole = (value: number) => value.toLocaleString('en-US');

/** This node stands out in tables. */
export const nameOf = ({ id, name }: { id: string; name: string }) =>
	id === 'wonda' ? `**${name}**` : name;
