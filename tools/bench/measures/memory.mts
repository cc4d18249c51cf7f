import { open, rm } from 'node:fs/promises';
import path from 'node:path';

import { temporaryFolder } from '../../n8n/machine/temporary.mts';
import type { Bench, Measure } from '../bench.mts';
import type { Contender } from '../contenders/contender.mts';
import { runScript } from '../engine/start.mts';
import type { UploadResult, UploadTask } from '../engine/upload.mts';
import { median } from '../numbers.mts';
import { megabytes, nameOf, table, whole } from '../page.mts';
import { single } from '../workflow.mts';

/** Sizes of files in MB: for every contender, and for this node alone. */
const FULL = { all: [10, 100, 300], own: [1000], rounds: 3 };
const SMOKE = { all: [4], own: [], rounds: 1 };

/** A file of up to so many megabytes adds at most so many. */
const UP_TO_MB = 300;
const AT_MOST_MB = 48;

/** A file at an address adds at most so many, so it is never held as a whole. */
const NEVER_HELD_MB = 100;

/** The largest file adds at most so many more than the smallest. */
const FLAT_MB = 16;

const MEGABYTE = 1024 * 1024;

/** The first box of an MP4, by which a node recognises the type. */
const MP4_START = Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1');

interface Cell extends UploadResult {
	readonly fileMb: number;
	/** Whether the whole file arrived, each time. */
	readonly arrived: boolean;
}

export const memory: Measure = {
	name: 'memory',
	title: 'Memory that an upload takes',

	async measure(bench) {
		const { all, own: ownSizes, rounds } = bench.smoke ? SMOKE : FULL;
		const sizes = [...all, ...ownSizes];
		const { folder, remove } = await temporaryFolder();
		const warmUp = await makeFile(folder, 1);
		const rows = bench.contenders.map((contender) => ({ ...contender, cells: [] as Cell[] }));
		for (const fileMb of sizes) {
			const file = await makeFile(folder, fileMb);
			for (const row of rows) {
				if (!all.includes(fileMb) && row.id !== 'wonda') continue;
				const uploading = { credential: row.credential, upload: single(row.upload) };
				const cell = await uploadRounds(bench, uploading, { fileMb, file, warmUp, rounds });
				row.cells.push(cell);
				bench.log(`  ${row.name}, ${whole(fileMb)} MB: ${cellText(cell)}`);
			}
			await rm(file);
		}
		await remove();
		const links = await measureLinks(bench, all, rounds);

		const own = rows.find(({ id }) => id === 'wonda')?.cells ?? [];
		const ownLinks = links.filter(({ id }) => id === 'wonda').flatMap(({ cells }) => cells);
		const measured = [...own, ...ownLinks];
		const atMost = (limitMb: number, cells: readonly Cell[]) => ({
			measured: cells
				.map(({ fileMb, addedMb }) => `${megabytes(fileMb)}: ${megabytes(addedMb)}`)
				.join(', '),
			met: cells.every(({ addedMb }) => addedMb <= limitMb),
		});
		const growth = (own.at(-1)?.addedMb ?? NaN) - (own[0]?.addedMb ?? NaN);
		return {
			text: `One file is uploaded from n8n's own store on disk, or from an address. What counts is the highest resident memory of the process with n8n's engine beyond that just before, after the upload of a small file, each time in a fresh process. A figure is the median of ${whole(rounds)}. "Refused" means that the node read the file and then gave up. Nodes that pass the address on leave it to their service to fetch the file.`,
			tables: [
				table(
					['Added by a file of', ...sizes.map((size) => `${whole(size)} MB`)],
					rows.map((row) => lineOf(nameOf(row), sizes, row.cells)),
				),
				table(
					['Added by a file at an address', ...all.map((size) => `${whole(size)} MB`)],
					links.map(({ title, cells }) => lineOf(title, all, cells)),
				),
			],
			targets: [
				{
					aim: `at most ${megabytes(AT_MOST_MB)} for files of up to ${megabytes(UP_TO_MB)}`,
					...atMost(
						AT_MOST_MB,
						own.filter(({ fileMb }) => fileMb <= UP_TO_MB),
					),
					rule: true,
				},
				{
					aim: `at most ${megabytes(AT_MOST_MB)} also for files at an address`,
					...atMost(AT_MOST_MB, ownLinks),
					why: "Each part of such a file passes through memory twice, into n8n's store and out of it, and Node frees parts that have passed only once about 64 MB of them have accumulated.",
				},
				{
					aim: `a file at an address is never held as a whole: at most ${megabytes(NEVER_HELD_MB)}`,
					...atMost(NEVER_HELD_MB, ownLinks),
					rule: true,
				},
				{
					aim: `flat: the largest file adds at most ${megabytes(FLAT_MB)} more than the smallest`,
					measured: `${megabytes(growth)} more`,
					met: growth <= FLAT_MB,
					why: 'Sent parts of a file stay in memory until the garbage collector frees them.',
				},
				{
					aim: 'every file arrives whole',
					measured: `${whole(measured.filter(({ arrived }) => arrived).length)} of ${whole(measured.length)}`,
					met: measured.every(({ arrived }) => arrived),
					rule: true,
				},
			],
		};
	},
};

const lineOf = (title: string, sizes: readonly number[], cells: readonly Cell[]) => [
	title,
	...sizes.map((_, size) => {
		const cell = cells[size];
		return cell ? cellText(cell) : '';
	}),
];

/** A contender with its figures for files at an address. */
interface LinkRow {
	readonly id: string;
	readonly title: string;
	readonly cells: Cell[];
}

/** The figures for files at an address; for this node, of hosts that say the length of a file and of those that do not. */
async function measureLinks(
	bench: Bench,
	sizes: readonly number[],
	rounds: number,
): Promise<LinkRow[]> {
	// Posts of addresses belong to it, by the names of the files.
	await bench.service.open('links', { jobMs: [0] });
	const rows: LinkRow[] = [];
	for (const contender of bench.contenders) {
		const { id, uploadLink, handsOnLinks = false } = contender;
		for (const how of id === 'wonda' ? ['whole', 'chunked'] : ['whole']) {
			const note = handsOnLinks ? ' (passes it on)' : how === 'chunked' ? ', length not known' : '';
			const title = `${nameOf(contender)}${note}`;
			const linkOf = (fileMb: number) =>
				`${bench.service.url}/files/${how}/links-${String(fileMb)}.mp4`;
			const cells: Cell[] = [];
			for (const fileMb of sizes) {
				const file = linkOf(fileMb);
				const warmUp = linkOf(1);
				const uploading = { ...contender, upload: uploadLink, handsOnLinks };
				const cell = await uploadRounds(bench, uploading, { fileMb, file, warmUp, rounds });
				cells.push(cell);
				bench.log(`  ${title}, ${whole(fileMb)} MB: ${cellText(cell)}`);
			}
			rows.push({ id, title, cells });
		}
	}
	return rows;
}

/** A file that looks like an MP4. */
async function makeFile(folder: string, sizeMb: number): Promise<string> {
	const file = path.join(folder, `${String(sizeMb)}-mb.mp4`);
	const handle = await open(file, 'w');
	await handle.write(MP4_START);
	await handle.truncate(sizeMb * MEGABYTE);
	await handle.close();
	return file;
}

/** How a contender uploads a file. */
type Uploading = Pick<Contender, 'credential' | 'handsOnLinks'> & Pick<UploadTask, 'upload'>;

async function uploadRounds(
	bench: Bench,
	{ upload, credential, handsOnLinks = false }: Uploading,
	{
		fileMb,
		file,
		warmUp,
		rounds,
	}: { fileMb: number; file: string; warmUp: string; rounds: number },
): Promise<Cell> {
	const task: Omit<UploadTask, 'modules' | 'packages'> = { upload, credential, warmUp, file };
	const results: UploadResult[] = [];
	let arrived = true;
	for (let round = 0; round < rounds; round += 1) {
		results.push(await runScript(bench, './upload.mts', task, ['--expose-gc']));
		arrived &&= handsOnLinks || (await bench.service.largestUpload()) >= fileMb * MEGABYTE;
	}
	return {
		fileMb,
		arrived,
		addedMb: median(results.map(({ addedMb }) => addedMb)),
		error: results.find(({ error }) => error !== undefined)?.error,
	};
}

function cellText({ addedMb, arrived, error }: Cell): string {
	if (error !== undefined) return `refused, ${megabytes(addedMb)}`;
	return arrived ? megabytes(addedMb) : `did not arrive, ${megabytes(addedMb)}`;
}
