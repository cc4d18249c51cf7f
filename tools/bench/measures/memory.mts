import { open, rm } from 'node:fs/promises';
import path from 'node:path';

import { temporaryFolder } from '../../n8n/machine/temporary.mts';
import { MP4_BEGINNING } from '../../n8n/start/samples.mts';
import type { Bench } from '../bench.mts';
import { runEngine } from '../engine/start.mts';
import type { UploadResult, UploadTask } from '../engine/upload.mts';
import { median } from '../figures.mts';
import { coloured } from '../page/chart.mts';
import { megabytes, nameOf, type Section, table, type Target, whole } from '../page/section.mts';
import type { Plan } from '../plan.mts';

/** The uploads of one file by one contender: their median. */
export interface MemoryRow extends UploadResult {
	readonly id: string;
	readonly name: string;
	/** Megabytes of the file. */
	readonly fileMb: number;
	/** Whether the whole file arrived, each time. */
	readonly arrived: boolean;
}

export interface MemoryResult {
	readonly plan: Plan['memory'];
	readonly rows: readonly MemoryRow[];
}

const MEGABYTE = 1024 * 1024;

/** Uploads files with every contender, each in a fresh process with n8n's engine and n8n's binary data on disk. */
export async function measureMemory(bench: Bench): Promise<MemoryResult> {
	const { plan, contenders, service, install, packages, log } = bench;
	const { folder, remove } = await temporaryFolder();
	const makeFile = async (name: string, bytes: number) => {
		const file = path.join(folder, name);
		const handle = await open(file, 'w');
		await handle.write(MP4_BEGINNING);
		await handle.truncate(bytes);
		await handle.close();
		return file;
	};
	const warmUp = await makeFile('warm-up.mp4', MEGABYTE);
	const entrants = [
		{ id: 'fetch', name: 'bare fetch, streaming', upload: undefined },
		...contenders.map(({ id, name, upload }) => ({ id, name, upload })),
	];
	const rows: MemoryRow[] = [];
	for (const fileMb of [...plan.memory.all, ...plan.memory.own]) {
		const file = await makeFile(`${String(fileMb)}-mb.mp4`, fileMb * MEGABYTE);
		const own = plan.memory.own.includes(fileMb);
		for (const { id, name, upload } of entrants) {
			if (own && id !== 'wonda') continue;
			const task: UploadTask = {
				modules: install.modules,
				packages: Object.values(packages),
				upload,
				fetchUrl: `${service.sandbox.baseUrl}/media/upload`,
				warmUp,
				file,
			};
			const results: UploadResult[] = [];
			let arrived = true;
			for (let round = 0; round < plan.memory.rounds; round += 1) {
				results.push(await runEngine<UploadResult>(install, './upload.mts', task, ['--expose-gc']));
				arrived &&= (await service.largestFile()) >= fileMb * MEGABYTE;
			}
			const addedMb = median(results.map((result) => result.addedMb));
			const error = results.find((result) => result.error !== undefined)?.error;
			rows.push({ id, name, fileMb, arrived, addedMb, error });
			const said = error === undefined ? '' : ` (${error})`;
			log(`  ${id}, ${String(fileMb)} MB: ${addedMb.toFixed(0)} MB more${said}`);
		}
		await rm(file);
	}
	await remove();
	return { plan: plan.memory, rows };
}

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
