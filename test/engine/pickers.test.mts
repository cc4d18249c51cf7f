import { DateTime } from 'luxon';
import type { INodeParameters } from 'n8n-workflow';

import { ACCOUNTS } from '../../tools/sandbox/seed.mts';
import { useAnswering } from '../support/answering.mts';
import { pick, type Method } from '../support/pick.mts';
import { useSandbox } from '../support/sandbox.mts';

const api = useSandbox();

/** A service that answers whatever a test says. */
const odd = useAnswering();

const KEY = `sk_${'0123456789abcdef'.repeat(4)}`;
const UUID = '550e8400-e29b-41d4-a716-446655440000';

const sandbox = () => ({ apiKey: api.sandbox.apiKey, baseUrl: api.sandbox.baseUrl });

/** Each list with the ID that its entries have, and its request as the API documents it. */
const LISTS: [method: Method, id: string, request: string][] = [
	['searchAccounts', 'tiktokAccountId', '/tiktok/accounts'],
	['searchMedia', 'mediaId', '/media?limit=100'],
	['searchVideos', 'mediaId', '/media?kind=video&limit=100'],
	['searchImages', 'mediaId', '/media?kind=image&limit=100'],
	['searchScheduledPosts', 'outputJobId', '/publish/scheduled'],
];

const results = async (method: Method, answer: unknown, filter?: string) => {
	odd.answer = answer;
	return (await pick(method, { apiKey: KEY, baseUrl: odd.baseUrl }, filter)).results;
};

const idsIn = async (...given: Parameters<typeof results>) =>
	(await results(...given)).map(({ value }) => value);

/** What n8n's server sends to the editor of the error of a list that cannot be read. */
async function failure(method: Method, changes: Partial<Record<'apiKey' | 'baseUrl', unknown>>) {
	const error = await pick(method, { ...sandbox(), ...changes }).then(
		() => {
			throw new Error('The list could be read');
		},
		(thrown: unknown) => thrown as Error & { description?: string },
	);
	const { message, stack, description } = error;
	return { message, description, shown: JSON.stringify({ ...error, message, stack }) };
}

describe.each(LISTS)('%s', (method, id, request) => {
	test.each<[string, (entries: unknown[]) => unknown]>([
		['an array', (entries) => entries],
		['an object with an array', (anything) => ({ anything, total: 1 })],
	])('asks as the API documents it, and reads %s', async (_shape, wrap) => {
		expect(await idsIn(method, wrap([{ [id]: UUID }]))).toEqual([UUID]);
		expect(odd.asked).toEqual([`/api/v1${request}`]);
	});

	test('leaves out entries without an ID that could be sent', async () => {
		const ids = ['={{ 1 }}', `../${UUID}`, ` ${UUID}`, { toString: 'x' }, 5, KEY];
		const entries = [{}, null, UUID, [UUID], ...ids.map((value) => ({ [id]: value }))];
		expect(await idsIn(method, [...entries, { [id]: UUID }])).toEqual([UUID]);
	});

	test('finds an entry by the end of its ID, in any case', async () => {
		const other = UUID.replace(/0000$/, '00ab');
		expect(await idsIn(method, [{ [id]: UUID }, { [id]: other }], ' 00AB ')).toEqual([other]);
	});

	test('links to web addresses only', async () => {
		const links = async (...urls: unknown[]) =>
			(
				await results(
					method,
					urls.map((url) => ({ [id]: UUID, url })),
				)
			).map(({ url }) => url);
		const good = ['https://example.com/a', 'http://example.com/'];
		expect(await links(...good)).toEqual(good);
		const bad = [
			...['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//example.com'],
			...[`https://example.com/${'x'.repeat(3000)}`, 5, null],
		];
		expect(await links(...bad)).toEqual(bad.map(() => undefined));
	});

	test('shows the key nowhere, and every text on one line of a readable length', async () => {
		const text = `a\nb ${KEY} ${KEY.slice(3).toUpperCase()} ${'x'.repeat(5000)}`;
		const names = ['username', 'displayName', 'mimeType', 'platform', 'caption', 'scheduledFor'];
		const entry = Object.fromEntries(names.map((name) => [name, text]));
		const url = `https://example.com/${encodeURIComponent(text.slice(0, 300))}`;
		const found = await results(method, [{ ...entry, [id]: UUID, url }]);

		expect(found).toHaveLength(1);
		expect(JSON.stringify(found).toLowerCase()).not.toContain(KEY.slice(3));
		expect(found[0]?.name).not.toMatch(/[\r\n\u2028]/);
		expect(found[0]?.name.length).toBeLessThan(400);
	});

	test.each(['text', 5, { ok: true }])('says so when the answer is %j', async (answer) => {
		odd.answer = answer;
		const { message } = await failure(method, { baseUrl: odd.baseUrl });
		expect(message).toBe("Received something else instead of Wonda's answer (HTTP 200)");
	});

	test('reports a refusal in the words of the node, without the key', async () => {
		odd.status = 403;
		odd.answer = { error: { message: `No rights for ${KEY}`, code: 'forbidden' } };
		const { message, shown } = await failure(method, { apiKey: KEY, baseUrl: odd.baseUrl });
		expect(message).toMatch(/Wonda|not enabled/);
		expect(shown).not.toContain(KEY.slice(3));
	});

	test('says in words of its own what is wrong with a credential', async () => {
		const values = [undefined, null, 5, {}, ['x'], ''];
		for (const changes of values.flatMap((value) => [{ apiKey: value }, { baseUrl: value }])) {
			const { message, description } = await failure(method, changes);
			expect(`${message} ${description}`).not.toMatch(
				/TypeError|is not a function|Cannot read|undefined/,
			);
		}
	});
});

describe('A list that cannot be read', () => {
	const WRONG_KEY = `sk_${'f'.repeat(64)}`;
	const Location = 'https://elsewhere.invalid/';

	test.each([
		['a wrong key', undefined, { apiKey: WRONG_KEY }, /API key|check your credentials/],
		['nobody', undefined, { baseUrl: 'http://127.0.0.1:9/api/v1' }, /could not be reached|refused/],
		[
			'a web page',
			{ kind: 'status', status: 200, body: 'html' },
			{},
			/^Received a web page instead of Wonda's answer \(HTTP 200\)$/,
		],
		[
			'nothing',
			{ kind: 'status', status: 200, body: 'empty' },
			{},
			/^Received an empty response instead of Wonda's answer \(HTTP 200\)$/,
		],
		[
			'a redirect',
			{ kind: 'status', status: 302, body: 'html', headers: { Location } },
			{},
			/^Received a redirect to another address instead of Wonda's answer \(HTTP 302\)$/,
		],
		[
			'a reset',
			{ kind: 'resetAfter' },
			{},
			/^The connection to Wonda was lost before it answered$/,
		],
	] as const)('because of %s says so, without the key', async (_name, fault, changes, message) => {
		if (fault) api.sandbox.faults.add({ ...fault });
		const failed = await failure('searchAccounts', changes);

		expect(failed.message).toMatch(message);
		expect(failed.shown).not.toContain(api.sandbox.apiKey);
		expect(failed.shown).not.toContain(WRONG_KEY);
	});
});

describe('Accounts', () => {
	const STUDIO = { name: 'Wonda Studio (@wonda.studio)', value: ACCOUNTS.studio };
	const READER = {
		name: 'Wonda Reader (@wonda.reader), not allowed to publish',
		value: ACCOUNTS.reader,
	};

	test.each([
		['nothing', '', [STUDIO, READER]],
		['part of the name', 'stud', [STUDIO]],
		['part of the name in capitals', 'READ', [READER]],
		['part of the handle', '@wonda.s', [STUDIO]],
		['something in none of them', 'elsewhere', []],
		['signs of a search pattern', '.*', []],
	])('are found by what was typed: %s', async (_name, filter, expected) => {
		const baseUrl = ` ${api.sandbox.baseUrl}/\n`;
		const found = await pick('searchAccounts', { ...sandbox(), baseUrl }, filter);
		expect(found.results).toEqual(expected);
	});

	test('are marked where they may not publish or are not active', async () => {
		const account = { tiktokAccountId: UUID, username: 'studio', displayName: 'Studio' };
		const scopes = { grantedScopes: ['user.info.basic'] };
		const shown: [object, string][] = [
			[{ status: 'active', grantedScopes: ['video.publish'] }, 'Studio (@studio)'],
			[{}, 'Studio (@studio)'],
			[{ status: 'revoked' }, 'Studio (@studio), not active'],
			[{ status: 'active', ...scopes }, 'Studio (@studio), not allowed to publish'],
			[{ status: 'active', grantedScopes: [] }, 'Studio (@studio), not allowed to publish'],
			[{ status: 'expired', ...scopes }, 'Studio (@studio), not allowed to publish, not active'],
			[{ displayName: '' }, '@studio'],
			[{ displayName: '', username: '' }, UUID],
		];
		const found = await results('searchAccounts', {
			accounts: shown.map(([more]) => ({ ...account, ...more })),
		});
		expect(found.map(({ name }) => name)).toEqual(shown.map(([, name]) => name));
	});

	test('have a UUID', async () => {
		expect(await results('searchAccounts', [{ tiktokAccountId: 'abc' }])).toEqual([]);
	});
});

describe('Media', () => {
	test('are shown by what sets them apart', async () => {
		const all = {
			url: 'https://gcs.example.com/2026/My%20clip.mp4?sig=1',
			mimeType: 'video/mp4',
			width: 1080,
			height: 1920,
			durationMs: 12_340,
		};
		const shown: [object, string][] = [
			[all, 'My clip.mp4, 12.3 s, …440000'],
			[
				{ url: `https://gcs.example.com/${UUID}`, mimeType: 'image/jpeg', width: 1, height: 2 },
				'image/jpeg, …440000',
			],
			[{ mimeType: 'image/jpeg' }, 'image/jpeg, …440000'],
			[{}, '…440000'],
			[{ url: 'https://example.com/%E0%A4%A' }, '%E0%A4%A, …440000'],
		];
		const records = shown.map(([record]) => ({ mediaId: UUID, ...record }));
		const found = await results('searchMedia', records);
		expect(found.map(({ name }) => name)).toEqual(shown.map(([, name]) => name));
	});

	test('that a carousel does not take are marked among the images', async () => {
		const types = ['image/jpeg', 'image/webp', undefined, 'image/png'];
		const records = types.map((mimeType) => ({ mediaId: UUID, mimeType }));
		const names = (await results('searchImages', records)).map(({ name }) => name);
		expect(names.map((name) => name.endsWith('not JPEG or WebP'))).toEqual([
			...[false, false, false, true],
		]);
	});

	test('are found by the names of their files, in any case', async () => {
		const answer = ['One.mp4', 'Two.mp4'].map((file) => ({
			mediaId: file.slice(0, 3),
			url: `https://example.com/${file}`,
		}));
		expect(await idsIn('searchVideos', answer, 'tWO')).toEqual(['Two']);
	});
});

describe('Scheduled posts', () => {
	test('are listed soonest first', async () => {
		await api.run('video-schedule');
		const instagram = api.sandbox.addInstagramJob(3_600_000);
		const found = await pick('searchScheduledPosts', sandbox());
		expect(found.results.map(({ value }) => value)).toEqual([
			instagram,
			api.sandbox.posts[0]?.outputJobId,
		]);
	});

	// Half an hour more, so that a slow machine does not change what is shown.
	const IN_40_HOURS = DateTime.utc().plus({ hours: 40, minutes: 30 });
	const at = (zone: string) => IN_40_HOURS.setZone(zone).toFormat("yyyy-MM-dd HH:mm 'GMT'Z");

	test.each<[name: string, workflowTimezone: unknown, instance: string, shown: string]>([
		["of the workflow, not of n8n's server", 'Asia/Tokyo', 'Europe/Berlin', 'Asia/Tokyo'],
		["of n8n's server, in place of an invalid one", 'Europe/Atlantis', 'Asia/Tokyo', 'Asia/Tokyo'],
		["of n8n's server, in place of none", null, 'Asia/Tokyo', 'Asia/Tokyo'],
		['UTC, if neither is valid', 5, 'Europe/Atlantis', 'UTC'],
	])('are shown by the clock %s', async (_name, workflowTimezone, timezone, zone) => {
		const post = {
			...{ outputJobId: UUID, scheduledFor: IN_40_HOURS.toISO() },
			...{ platform: 'tiktok', caption: 'Next week' },
		};
		odd.answer = [post];
		const credential = { apiKey: KEY, baseUrl: odd.baseUrl };
		const parameters = { workflowTimezone } as INodeParameters;
		const found = await pick('searchScheduledPosts', credential, '', { timezone }, parameters);

		expect(found.results.map(({ name }) => name)).toEqual([
			`${at(zone)} (in 1 day 16 h), Next week, tiktok, …440000`,
		]);
	});

	test('are shown with the handle of their account', async () => {
		await api.run('video-schedule');
		const found = await pick('searchScheduledPosts', sandbox());
		expect(found.results[0]?.name).toContain(', @wonda.studio, ');
	});

	test('are shown without it if the accounts cannot be listed', async () => {
		await api.run('video-schedule');
		const path = '/tiktok/accounts';
		api.sandbox.faults.add({ kind: 'status', status: 500, method: 'GET', path });
		const found = await pick('searchScheduledPosts', sandbox());
		expect(found.results.map(({ name }) => name.includes('@'))).toEqual([false]);
	});
});
