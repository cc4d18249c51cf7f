import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { type Samples, sampleSpreadsheet, writeSamples } from '../start/samples.mts';
import { temporaryFolder } from '../machine/temporary.mts';
import { KINDS } from '../../../nodes/shared/files/fileType';
import { typeOfBytes } from '../../../nodes/shared/files/signatures';
import { MEDIA } from '../../sandbox/seed.mts';
import { readExample } from '../../../test/engine/examples/example.mts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let folder: string;
let remove: () => Promise<void>;
let samples: Samples;

beforeAll(async () => {
	({ folder, remove } = await temporaryFolder());
	samples = await writeSamples(path.join(folder, 'samples'));
});

afterAll(() => remove());

it('the video and the images are of types that the node takes', async () => {
	const typeOf = async (file: string) => typeOfBytes(await readFile(file));
	expect(KINDS.video.types).toContain(await typeOf(samples.video));
	expect(samples.images).toHaveLength(3);
	for (const image of samples.images) {
		expect(KINDS.carousel.types).toContain(await typeOf(image));
	}
});

it('the images are whole, and no two are alike', async () => {
	const images = await Promise.all(samples.images.map((image) => readFile(image)));
	expect(new Set(images.map(String)).size).toBe(images.length);
	for (const image of images) {
		const markers = [];
		let at = 2;
		for (let marker = 0; marker !== 0xda; at += 2 + image.readUInt16BE(at + 2)) {
			expect(image[at]).toBe(0xff);
			marker = image[at + 1] ?? 0xda;
			markers.push(marker);
		}
		expect(markers).toEqual([0xe0, 0xdb, 0xc0, 0xc4, 0xc4, 0xda]);
		// Behind the last segment only the pixels, and the end: a byte of ones within them has a zero behind it.
		const ones = [...image.subarray(at)].flatMap((byte, index) =>
			byte === 0xff ? [image[at + index + 1]] : [],
		);
		expect(ones.filter((next) => next !== 0)).toEqual([0xd9]);
		expect([...image.subarray(-2)]).toEqual([0xff, 0xd9]);
	}
});

it('the sandbox refuses none of them for its name', () => {
	const names = [samples.video, ...samples.images].map((file) => path.basename(file));
	expect(names.filter((name) => name.startsWith('refused'))).toEqual([]);
});

describe('The spreadsheet', () => {
	const read = (text: string) =>
		text
			.trimEnd()
			.split('\r\n')
			.map((line) => line.split(','));

	it('has the columns that the example reads', async () => {
		const { nodes } = await readExample('a-spreadsheet-becomes-scheduled-posts');
		const node = nodes.find(({ name }) => name === 'Number the lines');
		const wanted = JSON.stringify(node?.parameters).matchAll(/\$json\.(\w+)/g);
		const [columns = []] = read(await readFile(samples.spreadsheet, 'utf8'));
		const names = new Set([...wanted].map(([, name]) => name));
		expect([...columns].sort()).toEqual([...names].sort());
	});

	it.each(['2026-01-30T00:00', '2026-02-27T12:00', '2026-12-31T23:59'])(
		'made at %s, holds times to come and one that has passed',
		(made) => {
			const now = new Date(made);
			const [, ...rows] = read(sampleSpreadsheet(now));
			const ahead = rows.map(([time = '']) => Date.parse(time.replace(' ', 'T')) - now.getTime());
			expect(ahead.filter((ms) => ms < 0)).toHaveLength(1);
			const good = ahead.filter((ms) => ms > 5 * MINUTE && ms < 29 * DAY);
			expect(good).toHaveLength(rows.length - 1);
			expect(good.length).toBeGreaterThan(1);
		},
	);

	it('names videos of the sandbox that publish well, and splits into cells at its commas alone', () => {
		const [, ...rows] = read(sampleSpreadsheet(new Date()));
		for (const row of rows) {
			expect(row).toHaveLength(3);
			expect(MEDIA.videos).toContain(row[1]);
			expect(row.join()).not.toContain('"');
		}
	});
});
