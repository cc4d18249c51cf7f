import {
	fileNameIn,
	linkTo,
	secondsOf,
	sizeOf,
	timeIn,
} from '../../nodes/WondaTikTok/pickers/words';
import { quoting } from '../../nodes/shared/failures/quote';

const KEY = `sk_${'0123456789abcdef'.repeat(4)}`;
const quote = quoting(KEY);

/** An address of so many characters. */
const ofLength = (length: number) => `https://example.com/${'a'.repeat(length - 20)}`;

describe('A link', () => {
	test.each([
		'https://example.com/a',
		'http://example.com/',
		'HTTPS://EXAMPLE.com/a',
		ofLength(2000),
	])('goes to %s', (address) => {
		expect(linkTo(address, quote)).toBe(new URL(address).href);
	});

	test.each<unknown>([
		undefined,
		null,
		5,
		{ href: 'https://example.com/' },
		['https://example.com/a'],
		'no address',
		'',
		'ftp://example.com/',
		'xhttps://example.com/',
		'httpsx://example.com/',
		'javascript:alert(1)',
		`https://example.com/${KEY}`,
		ofLength(2001),
	])('does not go to %j', (address) => {
		expect(linkTo(address, quote)).toBeUndefined();
	});
});

test.each<[unknown, string]>([
	['https://example.com/a/My%20clip.mp4?b=c', 'My clip.mp4'],
	['https://example.com/%E0%A4%A', '%E0%A4%A'],
	['https://example.com/', ''],
	['https://example.com', ''],
	['clip.mp4', ''],
	[undefined, ''],
	[`${ofLength(1991)}/clip.mp4`, 'clip.mp4'],
	[`${ofLength(1992)}/clip.mp4`, ''],
	[`https://example.com/${KEY}`, '[API key]'],
	[`https://example.com/${'a'.repeat(61)}`, `${'a'.repeat(60)}…`],
])('The name of the file at %j is %j', (address, name) => {
	expect(fileNameIn(address, quote)).toBe(name);
});

test.each<[unknown, string, string]>([
	['2026-06-20T14:30:00Z', 'Europe/Berlin', '2026-06-20 16:30 Europe/Berlin'],
	['2026-06-20T14:30:00Z', 'no zone', '2026-06-20 14:30 UTC'],
	['no time', 'UTC', ''],
	['', 'UTC', ''],
	[1_760_000_000_000, 'UTC', ''],
	[null, 'UTC', ''],
	// 60 characters, and one more.
	['2026-06-20T14:30:00.000000000000000000000000+00:00[Etc/GMT0]', 'UTC', '2026-06-20 14:30 UTC'],
	['2026-06-20T14:30:00.0000000000000000000000000+00:00[Etc/GMT0]', 'UTC', ''],
])('The time %j in %s is shown as %j', (time, zone, shown) => {
	expect(timeIn(zone, time)).toBe(shown);
});

test.each<[unknown, string]>([
	[12_340, '12.3 s'],
	[0, '0 s'],
	['12340', ''],
	[Infinity, ''],
	[NaN, ''],
	[undefined, ''],
])('A duration of %j milliseconds is shown as %j', (ms, shown) => {
	expect(secondsOf(ms)).toBe(shown);
});

test.each<[unknown, unknown, string]>([
	[1080, 1920, '1080 × 1920'],
	[0, 0, '0 × 0'],
	[1080, undefined, ''],
	[undefined, 1920, ''],
	['1080', 1920, ''],
	[1080, NaN, ''],
])('A picture of %j by %j is shown as %j', (width, height, shown) => {
	expect(sizeOf(width, height)).toBe(shown);
});
