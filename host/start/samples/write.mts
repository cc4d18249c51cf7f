import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { type Colour, plainJpeg } from './jpeg.mts';
import { sampleSpreadsheet } from './spreadsheet.mts';
import { MP4_BEGINNING } from './beginnings.mts';

/**
 * An MP4 without a film: its type and an empty box for the data. No player shows it, and TikTok would refuse it; the node
 * and the sandbox look at the type alone.
 */
export const EMPTY_MP4 = Buffer.concat([MP4_BEGINNING, Buffer.from('\0\0\0\x08mdat', 'latin1')]);

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
