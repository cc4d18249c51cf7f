import { DateTime } from 'luxon';

import { MEDIA } from '../../../tools/sandbox/seed.mts';

const DAYS = 28;
export const [VIDEO = ''] = MEDIA.videos;

/** A row of a spreadsheet. */
export interface Row {
	readonly time: string;
	readonly media: string;
	readonly caption: string;
}

/** A row that is refused, and a part of what is said of it. */
export interface RefusedRow extends Row {
	readonly why: string;
}

/** Half past six on a day to come, on the clocks of `zone`. */
function evening(days: number, zone: string): DateTime {
	return DateTime.now().setZone(zone).plus({ days }).set({ hour: 18, minute: 30 });
}

/** A month of rows, and one whose time names its offset. */
export function goodRows(zone: string): Row[] {
	const month = Array.from({ length: DAYS }, (_, index) => ({
		time: evening(index + 1, zone).toFormat('yyyy-MM-dd HH:mm'),
		media: MEDIA.videos[index % MEDIA.videos.length] ?? '',
		caption: `Tag ${String(index + 1)}, "Grüße" 🎬`,
	}));
	const day = evening(3, zone).toFormat('yyyy-MM-dd');
	const elsewhere = { time: `${day}T18:30:00+05:45`, media: VIDEO, caption: 'Kathmandu' };
	return [...month, elsewhere];
}

/** What the form itself finds. */
export function refusedRows(zone: string): RefusedRow[] {
	const at = (days: number) => evening(days, zone).toFormat('yyyy-MM-dd HH:mm');
	const row = (why: string, time: string, media: string) => ({ why, time, media, caption: why });
	return [
		row('The time has passed', at(-1), VIDEO),
		row('but is “next friday”', 'next friday', VIDEO),
		row('but is “2027-02-30 18:30”', '2027-02-30 18:30', VIDEO),
		row('media is empty', at(1), ''),
	];
}

/** A file as a spreadsheet program saves it: with a byte order mark, and quotes around what needs them. */
export function csv(rows: readonly Row[]): File {
	const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	const lines = rows.map(({ time, media, caption }) => [time, media, caption].map(cell).join(','));
	const text = `\uFEFF${['time,media,caption', ...lines].join('\r\n')}\r\n`;
	return new File([text], 'posts.csv', { type: 'text/csv' });
}
