import { DateTime, type DurationLike, Settings } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import { ACCOUNTS } from '../../../tools/sandbox/seed.mts';
import { EXECUTION_ID, readExample } from './example.mts';

const PLAN = 'content-calendar/2-plan';
const CAROUSEL = 'a-1 a-2';

const accounts = [
	{ tiktokAccountId: ACCOUNTS.reader, username: 'wonda.reader' },
	{ tiktokAccountId: ACCOUNTS.studio, username: 'Wonda.Studio' },
];

/** A time so far from now. */
const at = (from: DurationLike) => DateTime.utc().plus(from).toFormat("yyyy-MM-dd HH:mm:ss 'UTC'");

describe('the rows that a run claims', () => {
	const ready = {
		...{ status: 'ready', media: 'v', time: at({ days: 1 }) },
		...{ account: '@wonda.studio', privacy_level: 'SELF_ONLY' },
	};
	const claimed = async (rows: readonly IDataObject[]) => {
		const plan = await readExample(PLAN);
		const given = rows.map((row, index) => ({ id: index + 1, ...row }));
		const others = { 'Your accounts': accounts };
		return plan.codeOf('What is due', given, others).map(({ json }) => json);
	};
	/** The numbers of the claimed rows, batch by batch. */
	const batches = async (rows: readonly IDataObject[]) =>
		(await claimed(rows)).map(({ from, to }) => [from, to]);

	test('are batches of ten rows that follow each other', async () => {
		const rows = Array<IDataObject>(25).fill(ready);
		expect(await batches(rows)).toEqual([
			[1, 10],
			[11, 20],
			[21, 25],
		]);
	});

	test('are a thousand at most', async () => {
		expect(await batches(Array<IDataObject>(1200).fill(ready))).toHaveLength(100);
	});

	test.each<[string, IDataObject]>([
		['a video too far ahead', { ...ready, time: at({ days: 29 }) }],
		['a carousel that is not due', { ...ready, media: CAROUSEL, time: at({ hours: 1 }) }],
	])('do not span %s', async (_, other) => {
		expect(await batches([ready, other, ready, ready])).toEqual([
			[1, 1],
			[3, 4],
		]);
	});

	test('are those that cannot be read, too: they are refused', async () => {
		const unreadable = ['next friday', '', null, '2099', at({ days: 40 }).replace('UTC', 'BST')];
		const rows = unreadable.flatMap((time) => [
			{ ...ready, time },
			{ ...ready, time, media: CAROUSEL },
		]);
		expect(await batches(rows)).toEqual([[1, 10]]);
	});

	test.each<[string, IDataObject]>([
		['IDs and links', { media: 'v https://files.example/a.jpg' }],
		['a link with a space in it', { media: 'https://files.example/a b.mp4' }],
		['two videos', { media: 'https://files.example/a.mp4 https://files.example/b.mp4?x' }],
		['36 images', { media: 'a '.repeat(36) }],
		['a caption of 91 characters', { media: CAROUSEL, caption: 'x'.repeat(91) }],
		['an unknown handle', { media: CAROUSEL, account: '@else' }],
		['no privacy level', { media: CAROUSEL, privacy_level: null }],
		['an unknown privacy level', { media: CAROUSEL, privacy_level: 'public' }],
		['an unknown ID', { media: CAROUSEL, account: ACCOUNTS.studio.replace('5', '6') }],
		['a range of times', { media: CAROUSEL, time: '2099-12-05 10:00-11:00' }],
	])('are those that will be refused, before their time: %s', async (_, changes) => {
		expect(await batches([{ ...ready, ...changes }])).toEqual([[1, 1]]);
		const ahead = { time: at({ days: 40 }), ...changes };
		expect(await batches([{ ...ready, ...ahead }])).toEqual([[1, 1]]);
	});

	test('are those whose status is “ready”, in whatever letters, and no others', async () => {
		const others = ['not ready', 'already', 'draft', '%', ''].map((status) => ({
			...ready,
			status,
		}));
		expect(await claimed([...others, { ...ready, status: ' Ready' }, ready])).toMatchObject([
			{ from: 6, to: 6, status: ' Ready' },
			{ from: 7, to: 7, status: 'ready' },
		]);
	});

	describe('where clocks go back meanwhile', () => {
		beforeAll(() => {
			Settings.defaultZone = 'Europe/Berlin';
		});
		afterAll(() => {
			Settings.defaultZone = 'system';
			Settings.now = () => Date.now();
		});

		test.each([
			['2027-10-15T17:20Z', []],
			['2027-10-15T17:50Z', [[1, 1]]],
		])('are videos of the next 29 times 24 hours: at %s', async (now, expected) => {
			const moment = Date.parse(now);
			Settings.now = () => moment;
			expect(await batches([{ ...ready, time: '2027-11-13 18:30' }])).toEqual(expected);
		});
	});

	test('name those that are the same post as an earlier one, in whatever batch', async () => {
		const rows = Array.from({ length: 12 }, (_, index) => ({
			...ready,
			media: `v${String(index)}`,
		}));
		const others = [
			{ caption: 'Another' },
			{ account: '@wonda.reader' },
			{ time: at({ days: 1, hours: 1, minutes: 1 }) },
		].map((changes) => ({ ...rows[0], ...changes }));
		const again = { ...rows[1], media: ' v1 ', account: ACCOUNTS.studio };
		const found = await claimed([...rows, ...others, again, ...rows]);
		expect(found.flatMap(({ duplicates }) => duplicates)).toEqual([
			...[16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28],
		]);
	});

	test('begin with the carousels that are due', async () => {
		const carousel = { ...ready, media: CAROUSEL, time: at({ minutes: -1 }) };
		const rows = [...Array<IDataObject>(12).fill(ready), carousel, ready];
		expect(await batches(rows)).toEqual([
			[11, 14],
			[1, 10],
		]);
	});
});

describe('the claim', () => {
	const batch = { from: 3, to: 12, status: 'ready' };
	const claims = async (execution: string, until: number) => {
		const plan = await readExample(PLAN);
		const others = { 'Name this run': [{ claim: `${execution}-x`, until }] };
		const { conditions } = plan.valueOf('Claim the rows', 'filters', [batch], others) as {
			conditions: { keyName: string; condition: string; keyValue: unknown }[];
		};
		return conditions.map(({ keyName, condition, keyValue }) => [keyName, condition, keyValue]);
	};
	const later = Date.now() + 60_000;

	test('is of the rows of a batch that are still ready', async () => {
		expect(await claims(EXECUTION_ID, later)).toEqual([
			['id', 'gte', 3],
			['id', 'lte', 12],
			['status', 'eq', 'ready'],
		]);
	});

	test.each([
		['in an execution that repeats another one', '41', later],
		['when the run has claimed rows for ten minutes', EXECUTION_ID, Date.now() - 1],
	])('is of no row %s', async (_, execution, until) => {
		expect(await claims(execution, until)).toContainEqual(['id', 'lte', -1]);
	});

	test.each([
		['Schedule the video', 'mediaId'],
		['Schedule the video from a link', 'fileUrl'],
		['Post the carousel', 'mediaIds'],
		['Post the carousel from links', 'fileUrls'],
	])('is compared once more by %s', async (node, field) => {
		const plan = await readExample(PLAN);
		const mediaFor = (execution: string) => {
			const row = { media: ['a'], claim: `${execution}-x` };
			const found = plan.valueOf(node, field, [row]) as { value?: unknown };
			return found.value ?? found;
		};
		expect([mediaFor(EXECUTION_ID)].flat()).toEqual(['a']);
		expect(mediaFor('41')).toBe('');
	});
});

test('carousels that are due do not wait for the links of videos: n8n runs the topmost branch first', async () => {
	const { nodes } = await readExample(PLAN);
	const heightOf = (name: string) => nodes.find((one) => one.name === name)?.position[1] ?? NaN;
	const heights = [
		...['Post the carousel', 'Post the carousel from links'],
		...['Schedule the video', 'Schedule the video from a link'],
	].map(heightOf);
	expect(heights).toEqual([...heights].sort((a, b) => a - b));
});

describe('what becomes of a claimed row', () => {
	const row = {
		...{ id: 7, claim: `${EXECUTION_ID}-x`, time: at({ days: 1 }) },
		...{ account: ACCOUNTS.studio, privacy_level: 'SELF_ONLY' },
	};
	const decided = async (changes: IDataObject) => {
		const plan = await readExample(PLAN);
		const others = { 'Your accounts': accounts, 'What is due': [{ duplicates: [8] }] };
		const [item] = plan.codeOf('What to do', [{ ...row, ...changes }], others);
		expect(item?.pairedItem).toBe(0);
		return item?.json;
	};
	test.each<[IDataObject, string, string[]]>([
		[{ media: ' v1 ' }, 'video from the library', ['v1']],
		[{ media: 'https://files.example/a.mp4' }, 'video from links', ['https://files.example/a.mp4']],
		[
			{ media: 'https://files.example/w_9,h_16/a.mp4, ' },
			'video from links',
			['https://files.example/w_9,h_16/a.mp4'],
		],
		[{ media: 'v1,v2' }, 'carousel from the library', ['v1', 'v2']],
		[
			{ media: 'https://a.example/1,2,https://a.example/3,\nhttps://a.example/4' },
			'carousel from links',
			['https://a.example/1,2', 'https://a.example/3', 'https://a.example/4'],
		],
		[{ media: 'v1\r\nv2, v3\n' }, 'carousel from the library', ['v1', 'v2', 'v3']],
		[
			{ media: 'HTTPS://a.example/1 http://a.example/2' },
			'carousel from links',
			['HTTPS://a.example/1', 'http://a.example/2'],
		],
	])('%j is a %s', async (changes, action, media) => {
		const time = action.startsWith('carousel') ? at({ minutes: -1 }) : row.time;
		expect(await decided({ time, ...changes })).toMatchObject({
			action,
			media,
			accountId: ACCOUNTS.studio,
		});
	});

	test.each([
		'@wonda.studio',
		'@WONDA.studio ',
		'@wonda.studio\u200b',
		'wonda.studio',
		ACCOUNTS.studio,
	])('the account %s', async (account) => {
		expect(await decided({ media: 'v', account })).toMatchObject({ accountId: ACCOUNTS.studio });
	});

	test('the account that is active, of two with the same handle', async () => {
		const plan = await readExample(PLAN);
		const own = { tiktokAccountId: 'new', username: 'again', status: 'active' };
		const listed = [{ ...own, tiktokAccountId: 'old', status: 'expired' }, own];
		const others = { 'Your accounts': listed, 'What is due': [{ duplicates: [] }] };
		const given = [{ ...row, media: 'v', account: '@again' }];
		const [item] = plan.codeOf('What to do', given, others);
		expect(item?.json).toMatchObject({ accountId: 'new' });
	});

	test.each<[string, IDataObject, string]>([
		['no media', { media: null }, 'media is empty'],
		['the post of another row', { media: 'v', id: 8 }, 'Another row of this run is the same post'],
		['IDs and links', { media: 'v https://files.example/a.jpg' }, 'one or the other'],
		['what is neither', { media: 'a.mp4' }, '“a.mp4”'],
		[
			'a video among links',
			{ media: 'https://a.example/1.mp4 https://a.example/2' },
			'a row for each',
		],
		['36 images', { media: 'a '.repeat(36) }, '36 images'],
		['a long caption', { media: CAROUSEL, caption: '🎬'.repeat(91) }, 'at most 90 characters'],
		['a carousel without privacy level', { media: CAROUSEL, privacy_level: '' }, 'privacy_level'],
		['no account', { media: 'v', account: ' ' }, 'account is empty'],
		['an unknown handle', { media: 'v', account: '@else' }, 'handle or ID @else'],
		[
			'a video without a time',
			{ media: 'v', time: '12/05/2026 6:30 PM' },
			'but is “12/05/2026 6:30 PM”',
		],
		['a video without privacy level', { media: 'v', privacy_level: null }, 'privacy_level'],
		['a carousel without a time', { media: CAROUSEL, time: 'soon' }, 'but is “soon”'],
		[
			'a carousel that is late',
			{ media: CAROUSEL, time: at({ hours: -1, seconds: -5 }) },
			'more than an hour ago',
		],
	])('is refused with %s', async (_, changes, why) => {
		expect(await decided(changes)).toMatchObject({
			action: 'nothing',
			result: { status: 'refused', note: expect.stringContaining(why) as string },
		});
	});

	test.each<[string, DurationLike]>([
		['v', { days: 29, minutes: 1 }],
		[CAROUSEL, { minutes: 1 }],
	])('is left for later: %j in %j', async (media, from) => {
		expect(await decided({ media, time: at(from) })).toMatchObject({
			action: 'nothing',
			result: { status: 'ready', note: '' },
		});
	});

	test('is left to a person where another execution has claimed it', async () => {
		expect(await decided({ media: 'v', claim: `4${EXECUTION_ID}-x` })).toMatchObject({
			action: 'nothing',
			result: { status: 'check' },
		});
	});
});

describe('what is written into the row', () => {
	/** By Plan, for a row that was claimed by `execution`. */
	const planned = async (answer: IDataObject, execution = EXECUTION_ID) => {
		const plan = await readExample(PLAN);
		const others = { 'What to do': [{ id: 7, claim: `${execution}-x` }] };
		return plan.fieldsOf('What to write', [answer], others)[0];
	};
	const mayBeLive = { message: 'The answer was lost', description: 'Check it', mayBeLive: true };
	const ready = 'If the row is wrong, correct it. Then set status to ready.';
	const check = expect.stringMatching(/^[^.]*\. Check Scheduled Post > Get Many/) as string;

	test.each<[IDataObject, IDataObject]>([
		[
			{ outputJobId: 'j', status: 'scheduled', scheduledAt: '2027-01-31T18:30:00+01:00' },
			{ status: 'scheduled', job_id: 'j', note: 'Will be posted at 2027-01-31T18:30:00+01:00' },
		],
		[
			{ permalink: 'https://www.tiktok.com/1', imageCount: 2 },
			{
				status: 'live',
				job_id: '',
				link: 'https://www.tiktok.com/1',
				note: 'TikTok accepted it.',
			},
		],
		[
			{
				error: {
					message: 'A field is wrong.',
					description: 'Correct item 3 and run again with that item only. Nothing was sent for it.',
				},
			},
			{ status: 'refused', job_id: '', note: `A field is wrong. Nothing was sent. ${ready}` },
		],
		[
			{ error: { message: 'This would create the same post as item 2; turn on Execute Once' } },
			{
				status: 'refused',
				note: `Another row of this run is the same post: change this row, or delete it. ${ready}`,
			},
		],
		[{ error: { message: 'It is late' } }, { status: 'refused', note: `It is late. ${ready}` }],
		[{ error: mayBeLive }, { status: 'check', note: check }],
		[{ error: 'n8n gave up' }, { status: 'check', note: check }],
		[
			{ error: { ...mayBeLive, outputJobId: 'j' } },
			{ status: 'scheduled', job_id: 'j', note: 'The answer was lost.' },
		],
		[
			{ result: { status: 'ready', note: '' } },
			{ status: 'ready', job_id: '', link: '', note: '' },
		],
	])('of %j is %j', async (answer, row) => {
		expect(await planned(answer)).toMatchObject({ id: 7, ...row });
	});

	test('leaves a row to a person where an old run is repeated', async () => {
		const written = await planned({ error: { message: 'Media ID is empty' } }, '41');
		expect(written).toMatchObject({ status: 'check' });
	});

	const write = async (answer: IDataObject, file: string, node: string) => {
		const workflow = await readExample(file);
		return workflow.fieldsOf(node, [answer])[0];
	};
	const became = (answer: IDataObject) =>
		write(answer, 'content-calendar/3-record-results', 'What to write');

	test.each<[IDataObject, string, string]>([
		[{ status: 'succeeded', permalink: 'https://www.tiktok.com/1' }, 'live', 'TikTok accepted it.'],
		[
			{ status: 'failed', errorMessage: 'Something went wrong on our side.' },
			'failed',
			'TikTok did not accept it: “Something went wrong on our side”. To post it again, enter a new time and set status to ready.',
		],
		[
			{ status: 'failed', errorCode: 'spam_risk' },
			'failed',
			'TikTok did not accept it: “spam_risk”. To post it again, enter a new time and set status to ready.',
		],
		[
			{ status: 'failed' },
			'failed',
			'TikTok did not accept it, and gave no reason. To post it again, enter a new time and set status to ready.',
		],
		[
			{ status: 'canceled' },
			'canceled',
			'It was canceled. To post it after all, enter a new time and set status to ready.',
		],
	])('of %j is %s', async (answer, status, note) => {
		expect(await became(answer)).toMatchObject({ status, note });
	});
});

describe('what Recover does with a scheduled row', () => {
	const RECOVER = 'content-calendar/4-recover';
	const limits = { check_after: 30, give_up_after: 1440 };
	const minutesAgo = async (time: unknown) => {
		const recover = await readExample(RECOVER);
		const [fields] = recover.fieldsOf('How long ago', [{ time } as IDataObject]);
		return fields?.minutes_ago as number;
	};

	test.each([
		[at({ hours: -2 }), 120],
		[`\u202a${at({ hours: -2 })} \u200e`, 120],
		[DateTime.utc().plus({ days: 9 }).toISO(), -9 * 1440],
	])('it reads how long ago its time was: %j', async (time, minutes) => {
		expect(Math.abs((await minutesAgo(time)) - minutes)).toBeLessThan(2);
	});

	test.each([undefined, null, '', 'soon'])('it checks one whose time is %j', async (time) => {
		expect(await minutesAgo(time)).toBeGreaterThan(limits.give_up_after);
	});

	test.each([
		['succeeded', 9999, 'live', /^TikTok accepted it/],
		['running', 60, '', /./],
		['running', 1440, 'check', /still “running”\. Check the TikTok profile\./],
		['scheduled', 9999, 'check', /still “scheduled”/],
	])('a job that is %s after %s minutes makes it “%s”', async (job, minutes_ago, status, note) => {
		const recover = await readExample(RECOVER);
		const others = { 'Their time has passed': [{ id: 7, minutes_ago }], 'Time limits': [limits] };
		const [written] = recover.fieldsOf('What to write', [{ status: job }], others);
		expect(written).toMatchObject({ id: 7, status, note: expect.stringMatching(note) as string });
	});
});

test('accountOf is the same in both nodes of Plan', async () => {
	const { nodes } = await readExample(PLAN);
	const functions = nodes
		.map(({ parameters }) => String(parameters.jsCode))
		.map((code) => /^function accountOf\([^]*?^\}/m.exec(code)?.[0])
		.filter(Boolean);
	expect(functions).toHaveLength(2);
	expect(new Set(functions).size).toBe(1);
});

test.each(['plain', 'momentOf', 'isLocal', 'mediaIn', 'problemOf'])(
	'%s is the same everywhere',
	async (name) => {
		const nodes = [
			[PLAN, 'What is due'],
			[PLAN, 'What to do'],
			['a-spreadsheet-becomes-scheduled-posts', 'Read the rows'],
		] as const;
		const functions = await Promise.all(
			nodes.map(async ([file, node]) => {
				const example = await readExample(file);
				const { parameters } = example.nodes.find((one) => one.name === node) ?? {};
				return new RegExp(`^function ${name}\\([^]*?^\\}`, 'm').exec(
					String(parameters?.jsCode),
				)?.[0];
			}),
		);
		expect(functions[0]).toContain('return');
		expect(new Set(functions).size).toBe(1);
	},
);
