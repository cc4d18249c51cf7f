import { cp, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { MP4_BEGINNING } from '../../sandbox/fileHost.mts';
import { MEDIA } from '../../sandbox/seed.mts';

/**
 * Writes files to try the node with into a new folder: three photos, a video without content, and a spreadsheet with times
 * from now on.
 *
 * @returns their paths.
 */
export async function writeSamples(folder: string): Promise<string[]> {
	await cp(path.join(import.meta.dirname, 'samples'), folder, { recursive: true });
	// The node and the sandbox look at its type only.
	await writeFile(path.join(folder, 'video.mp4'), MP4_BEGINNING);
	await writeFile(path.join(folder, 'posts.csv'), sampleSpreadsheet(new Date()));
	return (await readdir(folder)).map((name) => path.join(folder, name));
}

/** A CSV file for the example that schedules the rows of a spreadsheet. One row is refused, because its time has passed. */
function sampleSpreadsheet(now: Date): string {
	const evening = (days: number) => {
		const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
		// Sweden writes dates as ISO 8601 does, in the machine's zone.
		return `${day.toLocaleDateString('sv')} 18:30`;
	};
	const [one, two, three, four] = MEDIA.videos;
	const rows = [
		['time', 'media', 'caption'],
		[evening(2), one, 'A first look'],
		[evening(4), two, 'Behind the scenes'],
		[evening(-1), three, 'Too late: this row is refused'],
		[evening(7), four, 'See you next week'],
	];
	return rows.map((row) => `${row.join(',')}\r\n`).join('');
}
