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
