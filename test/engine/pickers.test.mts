import { MEDIA } from '../../tools/sandbox/seed.mts';
import { useAnswering } from '../support/answering.mts';
import { pick, type Method } from '../support/pick.mts';
import { useSandbox } from '../support/sandbox.mts';

const api = useSandbox();

const odd = useAnswering();

const KEY = `sk_${'0123456789abcdef'.repeat(4)}`;

const sandbox = () => ({ apiKey: api.sandbox.apiKey, baseUrl: api.sandbox.baseUrl });

const service = (apiKey: unknown = KEY) => ({ apiKey, baseUrl: odd.baseUrl });

const UUID = '550e8400-e29b-41d4-a716-446655440000';

/** Each list with the ID that its entries have, and a request as the API documents it. */
const LISTS: [method: Method, id: string, request: string][] = [
	['searchAccounts', 'tiktokAccountId', '/tiktok/accounts'],
	['searchMedia', 'mediaId', '/media?limit=100'],
	['searchVideos', 'mediaId', '/media?kind=video&limit=100'],
	['searchScheduledPosts', 'outputJobId', '/publish/scheduled'],
];

const results = async (method: Method, answer: unknown, filter?: string, timezone = 'UTC') => {
	odd.answer = answer;
	return (await pick(method, service(), filter, { timezone })).results;
};

const failure = async (method: Method, credential: Parameters<typeof pick>[1]) =>
	await pick(method, credential).then(
		() => {
			throw new Error('The list could be read');
		},
		(error: unknown) => error as Error & { description?: string },
	);

describe.each(LISTS)('%s', (method, id, request) => {
	test('asks as the API documents it', async () => {
		await results(method, []);
		expect(odd.asked).toEqual([`/api/v1${request}`]);
	});

	test.each<[string, (entries: unknown[]) => unknown]>([
		['an array', (entries) => entries],
		['an object with an array', (anything) => ({ anything })],
		['an object in an object', (items) => ({ data: { items }, total: 1 })],
		['an array beside one of plain values', (items) => ({ warnings: ['none'], items })],
	])('reads %s', async (_shape, wrap) => {
		const found = await results(method, wrap([{ [id]: UUID }]));
		expect(found.map(({ value }) => value)).toEqual([UUID]);
	});

	test.each([
		['no ID', {}],
		['an expression', { [id]: '={{ $credentials.apiKey }}' }],
		['a path', { [id]: `../${UUID}` }],
		['blanks', { [id]: ` ${UUID}` }],
		['an object', { [id]: { toString: 'x' } }],
		['a number', { [id]: 5 }],
		['the API key', { [id]: KEY }],
		['nothing', null],
		['a text', UUID],
		['a list', [UUID]],
	])('leaves out an entry with %s', async (_name, entry) => {
		const found = await results(method, [entry, { [id]: UUID }]);
		expect(found.map(({ value }) => value)).toEqual([UUID]);
	});

	test('is found by the end of its ID, in any case', async () => {
		const other = UUID.replace(/0000$/, '00ab');
		const answer = [{ [id]: UUID }, { [id]: other }];
		const found = await results(method, answer, ' 00AB ');
		expect(found.map(({ value }) => value)).toEqual([other]);
	});

	test.each(['https://example.com/a', 'http://example.com/'])('links to %s', async (url) => {
		expect((await results(method, [{ [id]: UUID, url }]))[0]?.url).toBe(url);
	});

	test.each([
		'javascript:alert(1)',
		'data:text/html,x',
		'file:///etc/passwd',
		'//example.com',
		'no address',
		`https://example.com/?key=${KEY}`,
		`https://example.com/${'x'.repeat(3000)}`,
		5,
		null,
	])('does not link to %j', async (url) => {
		expect((await results(method, [{ [id]: UUID, url }]))[0]?.url).toBeUndefined();
	});

	test('shows the key nowhere, and every text on one line of a readable length', async () => {
		const text = `a\nb ${KEY} ${KEY.slice(3).toUpperCase()} ${'x'.repeat(5000)}`;
		const names = ['username', 'displayName', 'mimeType', 'platform', 'caption', 'scheduledFor'];
		const entry = Object.fromEntries(names.map((name) => [name, text]));
		const found = await results(method, [
			{
				...entry,
				[id]: UUID,
				url: `https://example.com/${encodeURIComponent(text.slice(0, 300))}`,
			},
		]);
		const shown = JSON.stringify(found);
		expect(found).toHaveLength(1);
		expect(shown.toLowerCase()).not.toContain(KEY.slice(3).toLowerCase());
		expect(found[0]?.name).not.toMatch(/[\r\n\u2028]/);
		expect(found[0]?.name.length).toBeLessThan(400);
	});

	test('takes any type in any field', async () => {
		const strange: unknown[] = [undefined, null, 0, true, {}, [], 'x', { toString: 5 }];
		const names = [
			...['username', 'displayName', 'grantedScopes', 'status', 'url', 'mimeType', 'durationMs'],
			...['width', 'height', 'createdAt', 'scheduledFor', 'platform', 'caption'],
		];
		const entries = strange.map((value) => ({
			...Object.fromEntries(names.map((name) => [name, value])),
			[id]: UUID,
		}));
		expect(await results(method, entries)).toHaveLength(entries.length);
	});

	test.each<[string, unknown]>([
		['plain text', 'text'],
		['a number', 5],
		['an object without a list', { ok: true }],
	])('says so when the answer is %s', async (_name, answer) => {
		odd.answer = answer;
		const error = await failure(method, service());
		expect(error.message).toBe("Instead of Wonda's answer came something else (HTTP 200)");
	});

	test('says a refusal in the words of the node, without the key', async () => {
		odd.status = 403;
		odd.answer = { error: { message: `No rights for ${KEY}`, code: 'forbidden' } };
		const error = await failure(method, service());
		expect(error.message).toMatch(/Wonda|not enabled/);
		expect(JSON.stringify({ ...error, message: error.message })).not.toContain(KEY.slice(3));
	});

	test.each([undefined, null, 5, {}, ['x']])(
		'says so in words of its own when the key is %j',
		async (apiKey) => {
			const error = await failure(method, { ...service(apiKey), apiKey });
			expect(`${error.message} ${error.description}`).not.toMatch(
				/TypeError|is not a function|Cannot read|undefined/,
			);
		},
	);

	test.each([undefined, null, 5, {}, ''])('says so when the base URL is %j', async (baseUrl) => {
		const error = await failure(method, { apiKey: KEY, baseUrl });
		expect(`${error.message} ${error.description}`).not.toMatch(
			/TypeError|is not a function|Cannot read|undefined/,
		);
	});
});

describe('Media', () => {
	test('of the library, and videos alone', async () => {
		const ids = async (method: Method) => {
			const found = await pick(method, sandbox());
			return found.results.map(({ value }) => value);
		};
		expect(await ids('searchMedia')).toEqual(
			expect.arrayContaining([MEDIA.audio, MEDIA.png, MEDIA.videos[0]]),
		);
		expect(await ids('searchVideos')).toContain(MEDIA.videos[0]);
		expect(await ids('searchVideos')).not.toContain(MEDIA.png);
	});

	test.each<[string, object, string]>([
		[
			'all that tells it apart',
			{
				url: 'https://gcs.example.com/2026/My%20clip.mp4?sig=1',
				mimeType: 'video/mp4',
				width: 1080,
				height: 1920,
				durationMs: 12_340,
				createdAt: '2026-06-20T14:30:00Z',
			},
			'My clip.mp4, 12.3 s, 1080 × 1920, 2026-06-20 16:30 Europe/Berlin, …440000',
		],
		[
			'its type, where the address ends in its ID',
			{ url: `https://gcs.example.com/${UUID}`, mimeType: 'image/jpeg', width: 1, height: 2 },
			'image/jpeg, 1 × 2, …440000',
		],
		['its type, where there is no address', { mimeType: 'image/jpeg' }, 'image/jpeg, …440000'],
		['its ID alone', {}, '…440000'],
		['a name that is no text', { url: 'https://example.com/%E0%A4%A' }, '%E0%A4%A, …440000'],
	])('is shown by %s', async (_name, record, name) => {
		const [found] = await results(
			'searchMedia',
			[{ mediaId: UUID, ...record }],
			'',
			'Europe/Berlin',
		);
		expect(found?.name).toBe(name);
	});

	test('is found by the name of its file, in any case', async () => {
		const answer = ['One.mp4', 'Two.mp4'].map((file) => ({
			mediaId: file.slice(0, 3),
			url: `https://example.com/${file}`,
		}));
		const found = await results('searchVideos', answer, 'tWO');
		expect(found.map(({ value }) => value)).toEqual(['Two']);
	});
});

describe('Scheduled posts', () => {
	test('from the sandbox, soonest first', async () => {
		await api.run('video-schedule');
		const instagram = api.sandbox.addInstagramJob(3_600_000);
		const found = await pick('searchScheduledPosts', sandbox());
		expect(found.results.map(({ value }) => value)).toEqual([
			instagram,
			api.sandbox.posts[0]?.outputJobId,
		]);
	});

	test.each([
		['Europe/Berlin', '2026-06-20 16:30 Europe/Berlin'],
		['America/New_York', '2026-06-20 10:30 America/New_York'],
		['Europe/Atlantis', '2026-06-20 14:30 UTC'],
	])('are shown by their time in the zone of n8n: %s', async (zone, time) => {
		const [found] = await results(
			'searchScheduledPosts',
			[
				{
					outputJobId: UUID,
					scheduledFor: '2026-06-20T14:30:00+00:00',
					platform: 'tiktok',
					caption: 'Next week',
				},
			],
			'',
			zone,
		);
		expect(found?.name).toBe(`${time}, tiktok, Next week, …440000`);
	});

	test('whose time is none are shown as they are', async () => {
		const [found] = await results('searchScheduledPosts', [
			{ outputJobId: UUID, scheduledFor: 'soon' },
		]);
		expect(found?.name).toBe('soon, …440000');
	});
});

describe('Accounts', () => {
	const account = { tiktokAccountId: UUID, username: 'studio', displayName: 'Studio' };
	const scopes = { grantedScopes: ['user.info.basic'] };

	test.each<[object, string]>([
		[{ status: 'active', grantedScopes: ['video.publish'] }, 'Studio (@studio)'],
		[{}, 'Studio (@studio)'],
		[{ status: 'revoked' }, 'Studio (@studio), not active'],
		[{ status: 'active', ...scopes }, 'Studio (@studio), not allowed to publish'],
		[{ status: 'active', grantedScopes: [] }, 'Studio (@studio), not allowed to publish'],
		[{ status: 'expired', ...scopes }, 'Studio (@studio), not allowed to publish, not active'],
		[{ displayName: '', username: '' }, UUID],
	])('%j is shown as %s', async (more, name) => {
		const [found] = await results('searchAccounts', { accounts: [{ ...account, ...more }] });
		expect(found).toEqual({ name, value: UUID });
	});

	test('lists no ID that is no UUID', async () => {
		expect(await results('searchAccounts', [{ tiktokAccountId: 'abc' }])).toEqual([]);
	});
});
