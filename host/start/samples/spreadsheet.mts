import { MEDIA } from '../../../sandbox/seed.mts';

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
