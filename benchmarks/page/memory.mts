import type { MemoryResult, MemoryRow } from '../measures/memory.mts';
import { coloured } from './chart.mts';
import { megabytes, nameOf, table, whole } from './markdown.mts';
import type { Section, Target } from './section.mts';

/** A file of up to so many megabytes adds at most so many. */
const UP_TO_MB = 300;
const AT_MOST_MB = 48;

/** The largest file adds at most so many more than the smallest. */
const FLAT_MB = 16;

/** What the page says of the memory that an upload takes. */
export function memorySection({ plan, rows }: MemoryResult): Section {
	const ids = [...new Set(rows.map(({ id }) => id))];
	const sizes = [...new Set(rows.map(({ fileMb }) => fileMb))];
	const find = (id: string, fileMb: number) =>
		rows.find((row) => row.id === id && row.fileMb === fileMb);
	const cell = (row: MemoryRow | undefined) => {
		if (!row) return '';
		if (row.error !== undefined) return `refused, ${megabytes(row.addedMb)}`;
		return row.arrived ? megabytes(row.addedMb) : `did not arrive, ${megabytes(row.addedMb)}`;
	};
	const sent = rows.filter(({ error }) => error === undefined);
	return {
		title: 'Memory that an upload takes',
		command: 'memory',
		text: `One file goes up from n8n's own store on disk. What counts is the highest resident memory of the process with n8n's engine beyond what it was just before, after a warm-up with a small file, each time in a fresh process; the server is in another one. A figure is the median of ${String(plan.rounds)}. "Refused" means that the node read the file and then gave up.`,
		chart: {
			name: 'memory',
			alt: 'Memory added by uploads, over the size of the file',
			spec: {
				data: {
					values: sent.map(({ id, name, fileMb, addedMb }) => ({ id, name, fileMb, addedMb })),
				},
				width: 420,
				height: 240,
				encoding: {
					x: {
						field: 'fileMb',
						type: 'quantitative',
						title: 'size of the file in MB',
						axis: { gridOpacity: 0.25 },
					},
					y: {
						field: 'addedMb',
						type: 'quantitative',
						title: 'memory added in MB',
						axis: { gridOpacity: 0.25 },
					},
					color: coloured(sent),
				},
				mark: { type: 'line', point: { size: 60 }, strokeWidth: 2 },
			},
		},
		tables: [
			table(
				['Added by a file of', ...sizes.map((size) => `${whole(size)} MB`)],
				ids.map((id) => {
					const row = rows.find((candidate) => candidate.id === id);
					return [row ? nameOf(row) : '', ...sizes.map((size) => cell(find(id, size)))];
				}),
			),
		],
		targets: memoryTargets(rows.filter(({ id }) => id === 'wonda')),
	};
}

function memoryTargets(own: readonly MemoryRow[]): Target[] {
	const most = (rows: readonly MemoryRow[]) => Math.max(...rows.map(({ addedMb }) => addedMb));
	const measured = (rows: readonly MemoryRow[]) =>
		rows.map((row) => `${whole(row.fileMb)} MB: ${megabytes(row.addedMb)}`).join(', ');
	const grown = (own.at(-1)?.addedMb ?? NaN) - (own[0]?.addedMb ?? NaN);
	const ruled = own.filter(({ fileMb }) => fileMb <= UP_TO_MB);
	return [
		{
			aim: `at most ${megabytes(AT_MOST_MB)} for files of up to ${megabytes(UP_TO_MB)}`,
			measured: measured(ruled),
			met: most(ruled) <= AT_MOST_MB,
			rule: true,
		},
		{
			aim: `flat: the largest file at most ${megabytes(FLAT_MB)} more than the smallest`,
			measured: `${megabytes(grown)} more`,
			met: grown <= FLAT_MB,
			why: 'What has been sent is freed when the garbage collector comes by, which it does in its own time.',
		},
		{
			aim: 'every file arrives whole',
			measured: `${String(own.filter(({ arrived }) => arrived).length)} of ${String(own.length)}`,
			met: own.every(({ arrived }) => arrived),
			rule: true,
		},
	];
}
