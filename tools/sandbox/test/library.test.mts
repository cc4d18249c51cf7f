import { type SandboxSettings } from '../index.mts';
import { MEDIA } from '../seed.mts';
import { publish, sandboxOfFile, send, upload } from './client.mts';

const sandbox = sandboxOfFile({ queuedMs: 0, runMs: 0 });
const [video] = MEDIA.videos as [string];

interface Entry {
	mediaId?: string;
	url: string;
}

const set = (settings: Partial<SandboxSettings>) => Object.assign(sandbox.settings, settings);
const ask = async (query = '') => (await send(sandbox, 'GET', `/media?limit=100${query}`)).json;
const idsOf = (entries: Entry[]) => entries.map(({ mediaId }) => mediaId);
const ids = async (query?: string) => idsOf((await ask(query)).media);

describe('a record', () => {
	it('tells an upload by its name, size, source and time', async () => {
		const name = 'studio tour & <b>.mp4';
		const file = { field: 'file', fileName: name, mimeType: 'video/mp4', content: 'film' };
		const before = Date.now();
		const { mediaId, url } = (await upload(sandbox, file)).json;
		const [newest] = (await ask()).media;
		expect(newest).toMatchObject({ mediaId, url, kind: 'video', source: 'user_upload', size: 4 });
		expect(new URL(url).pathname).toBe(`/${mediaId}/${encodeURIComponent(name)}`);
		expect(Date.parse(newest.createdAt)).toBeGreaterThanOrEqual(before);
		expect((await send(sandbox, 'GET', `/media/${mediaId}`)).json).toEqual(newest);
	});

	it('of a seed has a name, a time and a source of its own', async () => {
		const { media } = await ask('&kind=video');
		const sources = new Set(media.map((one: { source: string }) => one.source));
		expect([...sources].sort()).toEqual(['editor_output', 'import', 'model_generated', 'scrape']);
		for (const part of ['url', 'createdAt']) {
			const values = media.map((one: Record<string, unknown>) => one[part]);
			expect(new Set(values).size).toBe(media.length);
		}
		expect(media[0].url).toMatch(/\/videos-01\.mp4$/);
		expect(media.at(-1).url).toMatch(/\/server-error\.mp4$/);
	});

	it.each([
		['image/jpeg', 'jpg', { width: 1080 }, ['durationMs', 'fps']],
		['audio/mpeg', 'mp3', { durationMs: 12_000 }, ['width', 'fps']],
		['video/quicktime', 'mov', { width: 1080, durationMs: 12_000, fps: 30 }, []],
	])('of %s', async (mimeType, ending, has, lacks) => {
		const { mediaId } = sandbox.addMedia({ mimeType });
		const { json } = await send(sandbox, 'GET', `/media/${mediaId}`);
		expect(json).toMatchObject({ ...has, kind: mimeType.split('/')[0] });
		for (const part of lacks) expect(json).not.toHaveProperty(part);
		expect(json.url).toMatch(new RegExp(`\\.${ending}$`));
	});
});

describe('the order', () => {
	it('is newest first, oldest first or another each time', async () => {
		const last = sandbox.addMedia().mediaId;
		const newest = await ids();
		expect(newest[0]).toBe(last);
		set({ mediaOrder: 'oldest' });
		expect(await ids()).toEqual([...newest].reverse());
		set({ mediaOrder: 'shuffled' });
		const [one, two] = [await ids(), await ids()];
		expect(one).not.toEqual(two);
		for (const shuffled of [one, two]) expect([...shuffled].sort()).toEqual([...newest].sort());
		sandbox.reset();
		set({ mediaOrder: 'shuffled' });
		sandbox.addMedia({ mediaId: last as string });
		expect(await ids()).toEqual(one); // the same seed
	});
});

describe('the shape', () => {
	it('is an object, an array or nested', async () => {
		const { media } = await ask();
		set({ mediaListShape: 'array' });
		expect(await ask()).toEqual(media);
		set({ mediaListShape: 'nested' });
		expect(await ask()).toEqual({ data: { items: media } });
	});

	it('has entries without an ID, the same each time, within the limit', async () => {
		set({ mediaWithoutId: 2 });
		const first = await ask();
		expect(idsOf(first.media.slice(0, 4))).toEqual([
			undefined,
			expect.any(String),
			undefined,
			expect.any(String),
		]);
		expect(await ask()).toEqual(first);
		const { json } = await send(sandbox, 'GET', '/media?limit=3');
		expect(json.media).toEqual(first.media.slice(0, 3));
		set({ mediaWithoutId: 3 });
		expect((await ask()).media).toEqual(expect.arrayContaining(first.media.slice(0, 4)));
	});
});

describe('a media that is deleted', () => {
	it('is gone, and comes back as it was', async () => {
		const before = await ids();
		const media = sandbox.removeMedia(video);
		expect(await ids()).toEqual(before.filter((id) => id !== video));
		expect((await send(sandbox, 'GET', `/media/${video}`)).status).toBe(404);
		expect((await publish(sandbox, video)).status).toBe(404);
		sandbox.addMedia(media);
		expect(await ids()).toEqual(before);
		expect(() => sandbox.removeMedia(MEDIA.unknown)).toThrow(MEDIA.unknown);
	});

	it('does so over HTTP too', async () => {
		const before = (await ask()).media;
		const removed = await send(sandbox, 'DELETE', `/sandbox/media/${MEDIA.failsAsSpam}`);
		expect((await ask()).media).toHaveLength(before.length - 1);
		const body = removed.json;
		expect((await send(sandbox, 'POST', '/sandbox/media', { body })).status).toBe(201);
		expect((await ask()).media).toEqual(before);
		const unknown = await send(sandbox, 'DELETE', `/sandbox/media/${MEDIA.unknown}`);
		expect([unknown.status, unknown.json.error.message]).toEqual([
			400,
			`There is no media ${MEDIA.unknown}`,
		]);
	});
});

describe('a media that is added over HTTP', () => {
	it('is what it is told to be', async () => {
		const body = { fileName: 'cut.mp4', source: 'editor_output', durationMs: 900 };
		const { json } = await send(sandbox, 'POST', '/sandbox/media', { body });
		expect((await send(sandbox, 'GET', `/media/${json.mediaId}`)).json).toMatchObject({
			source: 'editor_output',
			durationMs: 900,
			url: expect.stringMatching(/\/cut\.mp4$/),
		});
		const all = await send(sandbox, 'GET', '/sandbox/media');
		expect(all.json.media).toEqual(sandbox.media);
	});

	it.each([
		[[]],
		[{ name: 'x' }],
		[{ source: 'me' }],
		[{ mimeType: 'text/plain' }],
		[{ size: -1 }],
	])('is refused: %j', async (body) => {
		expect((await send(sandbox, 'POST', '/sandbox/media', { body })).status).toBe(400);
	});
});

it.each(['kind=', 'source=', 'limit=', 'kind=image&kind=video'])(
	'answers 400 to %s',
	async (query) => {
		const reply = await send(sandbox, 'GET', `/media?${query}`);
		expect([reply.status, reply.json.error.code]).toEqual([400, 'validation_error']);
	},
);
