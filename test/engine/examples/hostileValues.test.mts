import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { readExample } from './example.mts';
import { HOSTILE, LINE_BREAKS } from './hostile.mts';

/** Every hostile text, any text at all, and what is no text. */
const anything = fc.oneof(
	fc.constantFrom(...HOSTILE),
	fc.string({ unit: 'binary' }),
	fc
		.tuple(fc.constantFrom(...HOSTILE), fc.string(), fc.constantFrom(...HOSTILE))
		.map((parts) => parts.join('')),
	fc.jsonValue(),
	// What no text can be made of.
	fc.constant({ toString: 'nothing', valueOf: 1 }),
);

/** What a reader sees of a text in a page: n8n's forms take some HTML, and make line breaks of `\n`. */
const seen = (html: string) =>
	html.replaceAll('\\n', '\n').replace(/&(lt|amp);/g, (_, name) => (name === 'lt' ? '<' : '&'));

async function holds(check: (value: unknown) => void): Promise<void> {
	for (const value of HOSTILE) check(value);
	fc.assert(fc.property(anything, check));
}

describe.each([
	['a-new-file-becomes-a-post', 'Not posted', 'Your video was not posted', 'post-a-video'],
	['a-link-becomes-a-post', 'Not posted', 'Your video was not posted', 'post-a-link'],
	[
		'one-video-several-accounts',
		'Nothing was posted',
		'Nothing was posted',
		'post-to-all-accounts',
	],
	['every-morning', 'Not canceled', 'The post was not canceled', 'cancel-a-scheduled-post'],
] as const)('%s: the form ending "%s"', (file, node, title, path) => {
	it('shows the words of others as one line of plain text', async () => {
		const example = await readExample(file);
		await holds((value) => {
			const items = [{ error: { message: value, description: value } } as IDataObject];
			const html = example.valueOf(node, 'completionMessage', items) as string;
			const [reason = '', ...rest] = html.split('\n\n');
			expect(reason).not.toContain('<');
			expect(seen(reason)).not.toMatch(LINE_BREAKS);
			expect(rest).toEqual([`<a href="http://n8n.test/form/${path}">Try again</a>`]);
			expect(example.valueOf(node, 'completionTitle', items)).toBe(title);
		});
	});
});

describe('a-new-file-becomes-a-post', () => {
	it('links to nothing but TikTok', async () => {
		const example = await readExample('a-new-file-becomes-a-post');
		const page = (permalink: unknown) => {
			const [link = {}] = example.fieldsOf('The link', [{ permalink } as IDataObject]);
			return example.valueOf('Posted', 'completionMessage', [link]);
		};
		const permalink = 'https://www.tiktok.com/@wonda.studio/video/7412345678901234567';
		expect(page(permalink)).toBe(`<a href="${permalink}">Watch it on TikTok</a>`);
		const others = [
			'javascript:alert(1)//https://www.tiktok.com/',
			'https://evil.example/',
			'https://eviltiktok.com/',
			'https://tiktok.com.evil.example/',
			'https://www.tiktok.com@evil.example/',
			'https://www.tiktok.com/"><a href="https://evil.example/">Sign in again</a>',
			'https://www.tiktok.com/\n<b>Line</b>',
			undefined,
			null,
		];
		await holds((value) => {
			expect(page(value)).toBe('TikTok accepted the video.');
		});
		for (const other of others) expect(page(other)).toBe('TikTok accepted the video.');
	});
});

describe('one-video-several-accounts', () => {
	const reportOf = async (
		answers: readonly IDataObject[],
		username: unknown,
		{ error, others = [] }: { error?: unknown; others?: IDataObject[] } = {},
	) => {
		const example = await readExample('one-video-several-accounts');
		const chosen = answers.map((_, tiktokAccountId) => ({ tiktokAccountId, username, error }));
		const accounts = {
			'Your accounts': [...chosen, ...others] as IDataObject[],
			'Accounts that can publish': chosen as IDataObject[],
		};
		const rows = example.fieldsOf('A line for each', answers, accounts);
		return {
			title: example.valueOf('Show the report', 'completionTitle', rows, accounts),
			html: example.valueOf('Show the report', 'completionMessage', rows, accounts) as string,
		};
	};

	it('has a line for each account, whatever it is called and whatever went wrong', async () => {
		for (const value of HOSTILE) {
			const failed = { error: { message: value, description: value } };
			const { title, html } = await reportOf([failed, { permalink: value }], value);
			expect(title).toBe('1 of 2 posted');
			expect(html.match(/<[^>]*>?/g)).toEqual(['<b>', '</b>', '<b>', '</b>']);
			expect(seen(html).split(LINE_BREAKS).filter(Boolean)).toHaveLength(2);

			const others = [{ tiktokAccountId: 'x', username: value, status: value }] as IDataObject[];
			const beside = await reportOf([{ permalink: value }], 'studio', { others });
			expect(beside.title).toBe('1 of 2 posted');
			expect(beside.html.match(/<[^>]*>?/g)).toEqual(['<b>', '</b>', '<b>', '</b>']);
		}
	});

	it.each([
		[
			{ status: 'expired', grantedScopes: ['video.publish'] },
			'in Wonda, this account is not active',
		],
		[{ status: 'active', grantedScopes: [] }, 'this account is not allowed to publish'],
		[
			{ status: 'active', grantedScopes: ['video.publish'] },
			'the workflow leaves this account out',
		],
	])('has a line for an account that is left out: %j', async (account, why) => {
		const others = [{ tiktokAccountId: 'x', username: 'other', ...account }];
		const { title, html } = await reportOf([{}], 'studio', { others });
		expect(title).toBe('1 of 2 posted');
		expect(html).toContain('<b>@studio:</b> TikTok accepted the video.');
		expect(html).toContain(`<b>@other:</b> Not posted: ${why}`);
	});

	it('says why there is no account', async () => {
		const failed = { error: { message: 'TikTok Account is empty' } };
		const html = async (error?: unknown) => (await reportOf([failed], undefined, { error })).html;
		expect(await html()).toBe(
			'<b>Nothing was posted:</b> None of your TikTok accounts may publish.',
		);
		expect(await html({ message: 'The key is wrong' })).toBe(
			'<b>Nothing was posted:</b> The key is wrong.',
		);
	});

	it.each([
		[{ error: { message: 'It was lost', mayBeLive: true } }, true],
		[{ error: { message: 'It took too long', outputJobId: 'a-job', status: 'queued' } }, true],
		[{ error: 'n8n gave up' }, true],
		[{ error: { message: 'It failed', outputJobId: 'a-job', status: 'failed' } }, false],
		[{ error: { message: 'It is too long' } }, false],
	])('of %j says whether it may be posted: %s', async (answer, mayBePosted) => {
		const { html } = await reportOf([answer], 'studio');
		expect(html).toMatch(/^<b>@studio:<\/b> [^.]+\./);
		expect(html.includes('check the TikTok profile')).toBe(mayBePosted);
	});
});

describe('a-spreadsheet-becomes-scheduled-posts', () => {
	it('reports each refused row in a line, in which nothing but its number is bold', async () => {
		const example = await readExample('a-spreadsheet-becomes-scheduled-posts');
		await holds((value) => {
			const refused = [2, 3].map((line) => ({ line, reason: value })) as IDataObject[];
			const rows = example.fieldsOf('Refused', refused);
			const plain = example.fieldsOf('As plain text', rows);
			const report = rows.map((row, index) => ({ ...row, ...plain[index] }));
			const html = example.valueOf('Show the report', 'completionMessage', report) as string;

			const link =
				'\n\n<a href="http://n8n.test/form/schedule-posts">Upload the corrected file</a>';
			expect(html.endsWith(link)).toBe(true);
			const table = html.slice(0, -link.length);
			expect(table.match(/<[^>]*>?/g)).toEqual(['<b>', '</b>', '<b>', '</b>']);
			const lines = seen(table).split(LINE_BREAKS).filter(Boolean);
			expect(lines).toHaveLength(2);
			expect(lines.filter((line) => line.startsWith('<b>Line '))).toHaveLength(2);
		});
	});

	it('says of a row that is refused what is wrong, whatever its cells hold', async () => {
		const example = await readExample('a-spreadsheet-becomes-scheduled-posts');
		const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
		await holds((value) => {
			// A file holds nothing but text, and is refused as a whole where that is broken.
			if (typeof value !== 'string' || /[\uFFFD\0]/.test(value)) return;
			const text = `time,media,caption\n${quoted(value)},an-id,${quoted(value)}\n`;
			const defaults = { account: '@studio', privacy_level: 'SELF_ONLY' };
			const [row] = example.codeOf('Read the rows', [{ ...defaults, text }]);
			expect(row?.json.reason).toMatch(/^time must look like |^The time has passed: |^$/);
			expect(row?.json.caption).toBe(value.replace(/\r\n?/g, '\n'));
		});
	});
});

describe('every-morning', () => {
	const scheduledFor = new Date().toISOString();

	it('writes two lines for each post, whatever its caption is', async () => {
		const example = await readExample('every-morning');
		await holds((caption) => {
			const posts = ['one', 'two'].map((outputJobId) => ({ outputJobId, scheduledFor, caption }));
			const lines = example.fieldsOf('A line for each', posts as IDataObject[]);
			const [{ message = '' } = {}] = example.fieldsOf('Write the message', lines);

			const told = String(message).split(LINE_BREAKS);
			expect(told).toHaveLength(4);
			for (const [index, job] of ['one', 'two'].entries()) {
				expect(told[index * 2]).toMatch(/^\d\d:\d\d (\(no caption\)|"([^"]|\\")*")$/);
				// No link with another name, and nothing that a message service takes for a format.
				expect(told[index * 2]).not.toMatch(/[<>[\]*_~|`]/);
				expect(told[index * 2 + 1]).toBe(
					`Cancel: http://n8n.test/form/cancel-a-scheduled-post?job=${job}`,
				);
			}
		});
	});

	it('takes a caption that no text can be made of for none', async () => {
		const example = await readExample('every-morning');
		const post = { outputJobId: 'one', scheduledFor, caption: { toString: 'nothing' } };
		expect(example.fieldsOf('A line for each', [post])[0]?.line).toMatch(
			/^\d\d:\d\d \(no caption\)$/,
		);
	});

	it('keeps an ordinary caption as it is, up to 80 signs', async () => {
		const example = await readExample('every-morning');
		const line = (caption: string) =>
			String(
				example.fieldsOf('A line for each', [{ outputJobId: 'one', scheduledFor, caption }])[0]
					?.line,
			);

		expect(line('Grüße, „Tag 1“ – see you! 👩‍👧 #wonda')).toMatch(
			/ "Grüße, „Tag 1“ – see you! 👩‍👧 #wonda"$/,
		);
		expect(line('🎬'.repeat(81))).toMatch(/ "🎬{80}…"$/u);
	});

	it('makes no other link of a job ID', async () => {
		const example = await readExample('every-morning');
		await holds((outputJobId) => {
			const [{ cancel } = {}] = example.fieldsOf('A line for each', [
				{ outputJobId, scheduledFor, caption: '' } as IDataObject,
			]);
			expect(cancel).toMatch(/^http:\/\/n8n\.test\/form\/cancel-a-scheduled-post\?job=[\w-]*$/);
			expect(
				example.valueOf('Canceled', 'completionMessage', [{ outputJobId } as IDataObject]),
			).toMatch(/^The post [\w-]* will not be published\.$/);
		});
	});
});

describe('wait-without-holding-a-worker', () => {
	it.each(['Not posted', 'Still not ended'])('fails in one line: %s', async (node) => {
		const example = await readExample('wait-without-holding-a-worker');
		await holds((value) => {
			const job = { errorMessage: value, status: value, outputJobId: value } as IDataObject;
			const message = example.valueOf(node, 'errorMessage', [job]) as string;
			expect(message).not.toMatch(LINE_BREAKS);
			expect(message).not.toMatch(/[<>]/);
			expect(message).toMatch(/Job ID: [\w-]*$/);
		});
	});

	// n8n takes an execution whose error says "canceled" for one that somebody stopped.
	it('fails after a job that was canceled', async () => {
		const example = await readExample('wait-without-holding-a-worker');
		const job = { status: 'canceled', outputJobId: 'job' };
		expect(example.valueOf('Not posted', 'errorMessage', [job])).toBe(
			'The video was not posted: "cancelled". Job ID: job',
		);
	});
});
