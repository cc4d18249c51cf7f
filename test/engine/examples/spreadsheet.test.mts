import { DateTime, Settings } from 'luxon';

import { readExample } from './example.mts';

const FILE = 'a-spreadsheet-becomes-scheduled-posts';
const DEFAULTS = { account: '@the account', privacy_level: 'SELF_ONLY' };
const TIME = `${DateTime.now().plus({ days: 2 }).toFormat('yyyy-MM-dd')} 18:30`;

/** What "Read the rows" makes of a file. */
async function rowsOf(text: string) {
	const example = await readExample(FILE);
	return example.codeOf('Read the rows', [{ ...DEFAULTS, text }]).map(({ json }) => json);
}

const reasonsOf = async (text: string) =>
	(await rowsOf(text)).map(({ line, reason }) => [line, reason]);

test.each([
	['commas', 'time,media,caption', `${TIME},v,Hi`, 'Hi'],
	['semicolons', 'time;media;caption', `${TIME};v;Hi, you`, 'Hi, you'],
	['tabs', 'time\tmedia\tcaption', `${TIME}\tv\tHi; you`, 'Hi; you'],
	['a byte order mark', '\uFEFFtime,media,caption', `${TIME},v,Hi`, 'Hi'],
	['other letters and blanks', ' Time , MEDIA,"Caption "', ` ${TIME} , v ,Hi`, 'Hi'],
	["Excel's line that names the separator", 'sep=;\ntime;media;caption', `${TIME};v;Hi`, 'Hi'],
	['another order', 'caption,time,media', `Hi,${TIME},v`, 'Hi'],
	['quotation marks', 'time,media,caption', `"${TIME}","v","Say ""hi"", you"`, 'Say "hi", you'],
	['line breaks in a cell', 'time,media,caption', `${TIME},v,"One\r\ntwo\n"`, 'One\ntwo\n'],
	['quotation marks within a cell', 'time,media,caption', `${TIME},v,5" by 7"`, '5" by 7"'],
	['empty columns at the end', 'time,media,caption,,', `${TIME},v,Hi,,`, 'Hi'],
	['an empty caption', 'time,media,caption', `${TIME},v,`, ''],
])('reads a row of a file with %s', async (_, head, row, caption) => {
	const line = head.startsWith('sep=') ? 3 : 2;
	const expected = { line, time: TIME, media: 'v', caption, ...DEFAULTS, reason: '' };
	for (const end of ['', '\n', '\r\n', '\r']) {
		expect(await rowsOf([head, row, ''].join(end || '\n'))).toEqual([expected]);
	}
});

test('reads the account and the privacy of a row, where the file has them', async () => {
	const text = `time,media,caption,account,privacy_level
${TIME},v,,@studio,PUBLIC_TO_EVERYONE
${TIME},v,,,`;
	expect(await rowsOf(text)).toMatchObject([
		{ account: '@studio', privacy_level: 'PUBLIC_TO_EVERYONE', reason: '' },
		{ ...DEFAULTS, reason: '' },
	]);
});

test.each([
	['\uFFFD', 'time,media,caption\n2027-01-31 18:30,v,Gr\uFFFD\uFFFDe', /UTF-8/],
	['an Excel file', 'PK\u0003\u0004\0\uFFFD', /UTF-8/],
	['UTF-16', '\uFFFD\uFFFDt\0i\0m\0e\0', /UTF-8/],
	['nothing', '', /^The file is empty/],
	['blanks', ' \n,,\n', /^The file is empty/],
	['the columns alone', 'time,media,caption\n\n', /no rows/],
	['a missing column', 'time,media\na,b', /Missing: caption\.$/],
	['an unknown column', 'time,media,captoin\na,b,c', /Missing: caption\. Unknown: captoin\.$/],
	[
		'one more column',
		'time,media,caption,privacy\na,b,c,d',
		/account, privacy_level\. Unknown: privacy\.$/,
	],
	['a column twice', 'time,media,caption,Time\na,b,c,d', /Duplicate: time\.$/],
	['JSON', '{"time": 1}', /Missing: time, media, caption\. Unknown: /],
	['HTML', `<!doctype html><p>${'x'.repeat(500)}`, /Missing: time, media, caption\./],
])('refuses a file of %s as a whole, once', async (_, text, reason) => {
	const rows = await rowsOf(text);
	expect(rows).toEqual([{ line: 0, reason: expect.stringMatching(reason) as string }]);
	expect(String(rows[0]?.reason).length).toBeLessThan(300);
});

test('refuses a row that is out of shape alone, by its line in the file', async () => {
	const good = `${TIME},v,Hi`;
	const text = [
		'time,media,caption,',
		`${good},`,
		'',
		`${TIME},v`,
		',,,',
		`${good},,`,
		`${good},more`,
		`${TIME},v,"two\nlines",`,
		`${TIME},v,"quoted" badly,`,
		`${good},`,
		`${TIME},v,"never closed`,
		`${good},`,
	].join('\n');
	expect(await reasonsOf(text)).toEqual([
		[2, ''],
		[4, 'It has 2 cells, but the first line has 4'],
		[6, 'It has 5 cells, but the first line has 4'],
		[7, 'A cell has no column name above it'],
		[8, ''],
		[10, expect.stringMatching(/^Quotation marks do not match/)],
		[11, ''],
		[12, expect.stringMatching(/^Quotation marks do not match/)],
	]);
});

const day = TIME.slice(0, 10);
test.each([
	...[TIME, `${day}T18:30`, `${TIME}:00`, `${TIME}:00.000`, `${TIME} UTC`, `${TIME} GMT`],
	...[`${day}T18:30Z`, `${day}T18:30+05:45`, `${TIME} +0100`, `${TIME}\u200b`],
	`\u202a${TIME}\u202c`,
])('takes the time %s', async (time) => {
	expect(await reasonsOf(`time,media,caption\n${time},v,`)).toEqual([[2, '']]);
});

test.each([
	[`${day}T18:30`, ' v1,\u00a0 v2 ', '@Studio'],
	[`${day}T18:30:00.000`, '"v1, v2"', '@studio'],
	[`${day}\u00a018:30:00`, '"v1\nv2"', '@STUDIO '],
	[`${day} 18:30:00`, '"v1;v2"'.replace(';', ','), 'studio'],
])('reads the row %s, %s, %s as the same one', async (time, media, account) => {
	const cells = [time, media.startsWith('"') ? media : `"${media}"`, account].join(',');
	const [row] = await rowsOf(`time,media,account,caption\n${cells},`);
	expect(row).toMatchObject({ time: TIME, media: 'v1 v2', account: '@studio', reason: '' });
});

describe('where clocks change', () => {
	beforeAll(() => {
		Settings.defaultZone = 'Europe/Berlin';
	});
	afterAll(() => {
		Settings.defaultZone = 'system';
	});

	test('refuses an hour that is skipped', async () => {
		expect(await reasonsOf('time,media,caption\n2027-03-28 02:30,v,')).toEqual([
			[
				2,
				'time must look like 2027-01-31 18:30 or 2027-01-31T18:30-05:00, but is “2027-03-28 02:30”',
			],
		]);
	});

	test('keeps apart two hours of the same name, by their offsets', async () => {
		const times = ['2027-10-31T02:30+01:00', '2027-10-31T00:30Z', '2027-10-31 02:30'];
		const text = ['time,media,caption', ...times.map((time) => `${time},v,`)].join('\n');
		expect((await rowsOf(text)).map(({ time }) => time)).toEqual([
			'2027-10-31T01:30Z',
			'2027-10-31T00:30Z',
			'2027-10-31 02:30',
		]);
	});
});

test('writes a time that has an offset in UTC, which means the same in every time zone', async () => {
	const spellings = [`${day}T18:30+05:45`, `${day} 12:45:00 UTC`, `${day}T12:45:00.000Z`];
	const text = ['time,media,caption', ...spellings.map((time) => `${time},v,`)].join('\n');
	expect((await rowsOf(text)).map(({ time }) => time)).toEqual(
		spellings.map(() => `${day}T12:45Z`),
	);
});

test.each([
	...[
		`${TIME} BST`,
		`${TIME} Europe/London`,
		`${TIME} +25:00`,
		`${day}T18:30+01:60`,
		`${TIME} ist`,
		`${day}T18:30 CST`,
		`${TIME} Mars/Phobos`,
		day,
		'18:30',
		'',
	],
	...[
		'31.01.2027 18:30',
		'2027-02-30 18:30',
		`${day} 10:00-11:00`,
		`${TIME}-`,
		'next friday',
		`${TIME} pm`,
	],
])('refuses the time "%s"', async (time) => {
	expect(await reasonsOf(`time,media,caption\n${time},v,`)).toEqual([
		[2, `time must look like 2027-01-31 18:30 or 2027-01-31T18:30-05:00, but is “${time}”`],
	]);
});

test('refuses a time that has passed', async () => {
	expect(await reasonsOf('time,media,caption\n2026-01-31 18:30,v,')).toEqual([
		[2, 'The time has passed: 2026-01-31 18:30'],
	]);
});

test.each([
	['', 'media is empty: enter a media ID or a link, or several for a carousel'],
	[
		'"a, b c.jpg"',
		'media has “c.jpg”, which is neither a media ID nor a link that begins with https://',
	],
	[
		'ftp://host.example/a',
		'media has “ftp://host.example/a”, which is neither a media ID nor a link that begins with https://',
	],
	[
		'https://',
		'media has “https://”, which is neither a media ID nor a link that begins with https://',
	],
	['https://host.example/a.mp4?x=1', ''],
	['"https://host.example/1.jpg\nhttps://host.example/2.jpg"', ''],
	['019e1b70-6f9e a_b', ''],
])('reads the media %s', async (media, reason) => {
	expect(await reasonsOf(`time,media,caption\n${TIME},${media},`)).toEqual([[2, reason]]);
});

test('reads a file of 5,000 rows at once', async () => {
	const rows = Array.from({ length: 5000 }, (_, index) => `${TIME},v,"Row ""${String(index)}"""`);
	const found = await rowsOf(['time,media,caption', ...rows].join('\r\n'));
	expect(found).toHaveLength(5000);
	expect(found.at(-1)).toMatchObject({ line: 5001, caption: 'Row "4999"', reason: '' });
});

describe('a row that the calendar has already, however somebody typed it there,', () => {
	const added = { id: 2, status: 'adding', time: TIME, media: 'v1 v2', account: '@studio' };

	/** What becomes of the row that was added, beside another one. */
	const statusBeside = async (typed: object, media = added.media) => {
		const example = await readExample(FILE);
		const row = { ...added, media };
		const rows = [{ ...row, id: 1, status: 'scheduled', ...typed }, row];
		const [first] = example.fieldsOf('Which of them are new', rows, { 'Add them': [row] });
		return (first?.row as { status: string }[])[0]?.status;
	};

	test.each([
		['as an upload writes it', {}],
		['with commas between its media', { media: 'v1, v2' }],
		['with lines between its media', { media: 'v1\nv2 ' }],
		['without @', { account: ' Studio\u00a0' }],
		['in another notation of its time', { time: `${day}T18:30:00` }],
		['with characters without width', { time: `${TIME}\u200b`, account: '@studio\u200e' }],
		['with spaces about its time', { time: ` ${day}\u00a018:30` }],
		// n8n reads times in New York by default.
		['in UTC', { time: DateTime.fromSQL(TIME, { zone: 'America/New_York' }).toUTC().toISO() }],
	])('is a duplicate: %s', async (_, typed) => {
		expect(await statusBeside(typed)).toBe('duplicate');
	});

	test.each([
		[
			'019e1b70-6f9e-7a6b-8d7c-0123456789ab https://Host.example/A.mp4?x=Y',
			'019E1B70-6F9E-7A6B-8D7C-0123456789AB HTTPS://host.EXAMPLE/A.mp4?x=Y',
			'duplicate',
		],
		['https://host.example/A.mp4?x=Y', 'https://host.example/a.mp4?x=Y', 'ready'],
		['https://host.example/A.mp4?x=Y', 'https://host.example/A.mp4?x=y', 'ready'],
		['Clip_A', 'clip_a', 'ready'],
		// Whoever renews an expired link gets another signature.
		[
			'https://b.example/a.mp4?X-Amz-Date=1&X-Amz-Signature=abc',
			'https://b.example/a.mp4?X-Amz-Date=2&X-Amz-Signature=def',
			'duplicate',
		],
		[
			'https://b.example/a?id=1&Expires=1&Signature=x&Key-Pair-Id=k',
			'https://b.example/a?id=1&Expires=2&Signature=y&Key-Pair-Id=k',
			'duplicate',
		],
		['https://b.example/a?id=1&Signature=x', 'https://b.example/a?id=2&Signature=x', 'ready'],
	])('%s beside %s is %s', async (media, typed, status) => {
		expect(await statusBeside({ media: typed }, media)).toBe(status);
	});

	test.each([
		['other media', { media: 'v2 v1' }],
		['another time', { time: `${day} 18:31` }],
		['another account', { account: '@other' }],
	])('is another one with %s', async (_, typed) => {
		expect(await statusBeside(typed)).toBe('ready');
	});
});
