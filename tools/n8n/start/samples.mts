import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { MEDIA } from '../../sandbox/seed.mts';

/** How an MP4 begins: its first box, which says what it is. */
export const MP4_BEGINNING = Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1');

/** How a JPEG begins, up to the version of JFIF. */
export const JPEG_BEGINNING = Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF\0', 'latin1');

/**
 * An MP4 without a film: its type and an empty box for the data. No player shows it, and TikTok would refuse it; the node
 * and the sandbox look at the type alone.
 */
const EMPTY_MP4 = Buffer.concat([MP4_BEGINNING, Buffer.from('\0\0\0\x08mdat', 'latin1')]);

/** Where the sample files lie. */
export interface Samples {
	readonly video: string;
	readonly images: readonly string[];
	readonly spreadsheet: string;
}

/** Orange, green and violet. */
const COLOURS: readonly Colour[] = [
	[160, 70, 190],
	[150, 110, 80],
	[110, 180, 150],
];

/** Writes files to try the node with into a folder, which is made. The times in them count from `now`. */
export async function writeSamples(folder: string, now = new Date()): Promise<Samples> {
	await mkdir(folder);
	const put = async (name: string, content: Buffer | string) => {
		const file = path.join(folder, name);
		await writeFile(file, content);
		return file;
	};
	return {
		video: await put('video.mp4', EMPTY_MP4),
		images: await Promise.all(
			COLOURS.map((colour, index) => put(`photo-${String(index + 1)}.jpg`, plainJpeg(colour))),
		),
		spreadsheet: await put('posts.csv', sampleSpreadsheet(now)),
	};
}

/** Half past six in the evening, so many days from `now`, on the clock of this machine, which n8n gets as its time zone. */
function evening(now: Date, days: number): string {
	const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
	const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
	return `${parts.map((part) => String(part).padStart(2, '0')).join('-')} 18:30`;
}

/**
 * A CSV file for the example that schedules the rows of a spreadsheet. One row's time has passed, so that the report has
 * something to say.
 */
export function sampleSpreadsheet(now: Date): string {
	const [one, two, three, four] = MEDIA.videos;
	const rows = [
		[evening(now, 2), one, 'A first look'],
		[evening(now, 4), two, 'What happens behind the door'],
		[evening(now, -1), three, 'Too late: this row is refused'],
		[evening(now, 7), four, 'See you next week'],
	];
	return ['time,media,caption', ...rows.map((row) => row.join(','))].join('\r\n') + '\r\n';
}

/** Luminance and the two differences of colour, each from 0 to 255; 128 is no colour. */
export type Colour = readonly [y: number, blue: number, red: number];

/** Pixels, in blocks of 8 by 8. The height is that of a phone held upright. */
const WIDTH = 360;
const HEIGHT = 640;

// Steps of 8 make the mean of a block, which is 8 times that of its pixels, the pixel itself.
const STEP = 8;

/** A photo in one colour: a whole JPEG, baseline, that any program shows. */
function plainJpeg(colour: Colour): Buffer {
	const version = [1, 1, 0, 0, 1, 0, 1, 0, 0];
	return Buffer.concat([
		JPEG_BEGINNING,
		Buffer.from(version),
		segment(0xdb, [0, ...Array<number>(64).fill(STEP)]),
		segment(0xc0, [
			8,
			...word(HEIGHT),
			...word(WIDTH),
			3,
			...[1, 2, 3].flatMap((id) => [id, 0x11, 0]),
		]),
		// The codes of a block's mean: 12 of 4 bits each, for how many bits of the mean follow.
		segment(0xc4, [0x00, ...codesOfLength(4, 12), ...Array(12).keys()]),
		// That of its details: one of 1 bit, for none.
		segment(0xc4, [0x10, ...codesOfLength(1, 1), 0]),
		segment(0xda, [3, ...[1, 2, 3].flatMap((id) => [id, 0]), 0, 63, 0]),
		scan(colour),
		Buffer.from([0xff, 0xd9]),
	]);
}

const word = (number: number) => [number >> 8, number & 0xff];

function segment(marker: number, content: readonly number[]): Buffer {
	return Buffer.from([0xff, marker, ...word(content.length + 2), ...content]);
}

/** How many codes there are of each length from 1 to 16. */
const codesOfLength = (length: number, count: number) =>
	Array.from({ length: 16 }, (_, index) => (index + 1 === length ? count : 0));

/** The blocks: the first one tells the colour; the others tell no difference from it, which is 0 in every bit. */
function scan(colour: Colour): Buffer {
	const first = colour.map((value) => mean(value - 128) + '0').join('');
	const blocks = (WIDTH / 8) * (HEIGHT / 8);
	const others = '00000'.repeat(3 * (blocks - 1));
	const bits = first + others;
	const bytes = (bits.padEnd(Math.ceil(bits.length / 8) * 8, '1').match(/.{8}/g) ?? []).map(
		(eight) => parseInt(eight, 2),
	);
	// A byte of ones is told from a marker by a zero behind it.
	return Buffer.from(bytes.flatMap((byte) => (byte === 0xff ? [byte, 0] : [byte])));
}

/** The bits of a mean: how many there are, then the number, of a negative one its complement. */
function mean(number: number): string {
	if (number === 0) return '0000';
	const digits = Math.abs(number).toString(2);
	const shown = number > 0 ? digits : digits.replace(/[01]/g, (bit) => (bit === '0' ? '1' : '0'));
	return digits.length.toString(2).padStart(4, '0') + shown;
}
