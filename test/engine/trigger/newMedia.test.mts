import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { MEDIA } from '../../../tools/sandbox/seed.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { errorOf, TriggeredWorkflow, type Polled } from '../../support/trigger.mts';

useLeapingTime();
const api = useSandbox();

const credential = () => ({ apiKey: api.sandbox.apiKey, baseUrl: api.sandbox.baseUrl });
const workflow = (parameters = {}) => new TriggeredWorkflow(credential(), parameters);
const ids = (polled: Polled) => polled?.map(({ mediaId }) => mediaId);

/** A workflow that was published, with a trigger that has seen what is there. */
async function published(parameters = {}): Promise<TriggeredWorkflow> {
	const made = workflow(parameters);
	expect(await made.activate()).toBeNull();
	return made;
}

test('A new upload comes once, as the API gave it', async () => {
	const made = await published();
	expect(await made.poll()).toBeNull();
	const { mediaId } = api.sandbox.addMedia({ fileName: 'new.mp4' });
	const [record] = (await made.poll()) ?? [];

	expect(record).toMatchObject({ mediaId, mimeType: 'video/mp4', durationMs: 12000 });
	expect(await made.poll()).toBeNull();
	expect(await made.restart()).toBeNull();
});

test('A poll is one request, with the filters of the API', async () => {
	const made = await published({ kind: 'any', source: 'import' });
	await (await published({ kind: 'audio' })).poll();
	await made.poll();

	const asked = api.sent().map(({ method, path, query }) => [method, path, query]);
	const list = (query: object) => ['GET', '/media', { ...query, limit: '100' }];
	expect(asked).toEqual([
		list({ source: 'import' }),
		list({ kind: 'audio' }),
		list({ kind: 'audio' }),
		list({ source: 'import' }),
	]);
});

test('What is of another kind or source does not come', async () => {
	const made = await published({ kind: 'image', source: 'scrape' });
	api.sandbox.addMedia();
	api.sandbox.addMedia({ mimeType: 'image/png' });
	const { mediaId } = api.sandbox.addMedia({ mimeType: 'image/png', source: 'scrape' });

	expect(ids(await made.poll())).toEqual([mediaId]);
});

describe('A list that is not documented', () => {
	test.each(['newest', 'oldest', 'shuffled'] as const)('is read in the order %s', async (order) => {
		api.sandbox.settings.mediaOrder = order;
		const made = await published();
		for (let count = 0; count < 5; count++) {
			const { mediaId } = api.sandbox.addMedia();
			expect(ids(await made.poll())).toEqual([mediaId]);
			expect(await made.poll()).toBeNull();
		}
	});

	test.each(['object', 'array', 'nested'] as const)('is read in the shape %s', async (shape) => {
		const made = await published();
		api.sandbox.settings.mediaListShape = shape;
		expect(await made.poll()).toBeNull();
		const { mediaId } = api.sandbox.addMedia();
		expect(ids(await made.poll())).toEqual([mediaId]);
	});

	test('gives entries without an ID once, whatever signature their address has', async () => {
		const made = await published();
		const entries = (signature: number) => ({
			media: [{ url: `https://x.example/a.mp4?s=${signature}`, mimeType: 'video/mp4' }, 'text', 7],
		});
		for (const signature of [1, 2, 3]) {
			api.sandbox.faults.add({ kind: 'status', status: 200, json: entries(signature) });
		}
		expect(await made.poll()).toEqual([entries(1).media[0], { value: 'text' }, { value: 7 }]);
		expect(await made.poll()).toBeNull();
		expect(await made.restart()).toBeNull();
	});

	test('gives an entry that stands in it twice once', async () => {
		const made = await published();
		const entry = { mediaId: 'twice' };
		api.sandbox.faults.add({ kind: 'status', status: 200, json: [entry, entry] });
		expect(await made.poll()).toEqual([entry]);
	});
});

test('What was deleted and comes back is not new', async () => {
	const made = await published();
	const media = api.sandbox.addMedia();
	expect(await made.poll()).toHaveLength(1);
	for (const one of [media, api.sandbox.removeMedia(MEDIA.videos[0] as string)]) {
		if (one === media) api.sandbox.removeMedia(media.mediaId);
		expect(await made.poll()).toBeNull();
		api.sandbox.addMedia(one);
		expect(await made.poll()).toBeNull();
	}
});

describe('A library of more than the API shows', () => {
	/** Media from before the trigger, the oldest first. */
	const fill = (count: number) =>
		Array.from({ length: count }, (_, index) =>
			api.sandbox.addMedia({ createdAt: new Date(Date.UTC(2025, 0, 1) + index).toISOString() }),
		);

	test.each(['newest', 'shuffled'] as const)(
		'gives nothing old when something is deleted: %s',
		async (order) => {
			api.sandbox.settings.mediaOrder = order;
			const old = fill(150);
			const made = await published();
			for (const { mediaId } of old.slice(-20)) api.sandbox.removeMedia(mediaId);
			expect(await made.poll()).toBeNull();
			expect(await made.restart()).toBeNull();
		},
	);

	test('gives nothing old either where no record says when it was made', async () => {
		const made = await published();
		const media = Array.from({ length: 150 }, (_, index) => ({ mediaId: `m${index}` }));
		const show = (list: object[]) =>
			api.sandbox.faults.add({ kind: 'status', status: 200, json: { media: list.slice(0, 100) } });
		show(media);
		await made.poll();
		show(media.slice(10));
		expect(await made.poll()).toBeNull();
		show([{ mediaId: 'new' }, ...media.slice(10)]);
		expect(ids(await made.poll())).toEqual(['new']);
	});

	test('says in the log that there may be more than are shown', async () => {
		const made = await published();
		for (let count = 0; count < 120; count++) api.sandbox.addMedia();
		expect(await made.poll()).toHaveLength(100);
		expect(made.warnings).toEqual([expect.stringContaining('All of the 100 media')]);
		expect(await made.poll()).toBeNull();
		expect(made.warnings).toHaveLength(1);
	});
});

describe('Begins anew, without a flood, with', () => {
	test.each([
		['another kind', (made: TriggeredWorkflow) => (made.parameters = { kind: 'any' })],
		['another source', (made: TriggeredWorkflow) => (made.parameters = { source: 'user_upload' })],
		[
			'another event',
			(made: TriggeredWorkflow) => (made.parameters = { triggerOn: 'scheduledPostEnded' }),
		],
		[
			'another base URL',
			(made: TriggeredWorkflow) =>
				(made.credential.baseUrl = made.credential.baseUrl.replace('127.0.0.1', 'localhost')),
		],
	])('%s', async (_name, change) => {
		const made = await published();
		change(made);
		api.sandbox.addMedia({ source: 'user_upload' });
		expect(await made.poll()).toBeNull();
		expect(await made.poll()).toBeNull();
	});

	test("another account's key, of which it keeps nothing that can be read", async () => {
		const libraries = new Map([
			['first', 'one'],
			['second', 'two'],
		]);
		const server = createServer((request, response) => {
			const [, key = ''] = String(request.headers.authorization).split('sk_');
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify([{ mediaId: libraries.get(key) }]));
		});
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
		const { port } = server.address() as AddressInfo;
		const made = new TriggeredWorkflow({
			apiKey: 'sk_first',
			baseUrl: `http://127.0.0.1:${port}`,
		});
		await made.activate();
		made.credential.apiKey = 'sk_second';
		expect(await made.poll()).toBeNull();
		libraries.set('second', 'three');
		expect(ids(await made.poll())).toEqual(['three']);
		expect(made.saved).not.toMatch(/first|second/);
		server.close();
		server.closeAllConnections();
	});
});

describe('Fetch Test Event', () => {
	test('gives one example and changes nothing, before and after it was published', async () => {
		const made = workflow();
		expect(await made.fetchTestEvent()).toHaveLength(1);
		expect(made.memory).toEqual({});
		await made.activate();
		const { memory } = made;
		const { mediaId } = api.sandbox.addMedia();
		expect(ids(await made.fetchTestEvent())).toEqual([mediaId]);
		expect(made.memory).toEqual(memory);
		expect(ids(await made.poll())).toEqual([mediaId]);
	});

	test('says so where there is nothing to show', async () => {
		const error = await errorOf(
			workflow({ kind: 'audio', source: 'user_upload' }).fetchTestEvent(),
		);
		expect(error.message).toBe('No media with the current filter could be found');
	});

	test('says at once what is wrong, also what passes', async () => {
		const made = await published();
		api.sandbox.faults.add({ kind: 'resetBefore' });
		expect((await errorOf(made.fetchTestEvent())).message).toContain('broke');
	});
});

test('Remembers ten thousand uploads in less than 400,000 characters', async () => {
	const made = await published();
	for (let batch = 0; batch < 110; batch++) {
		const media = Array.from({ length: 100 }, (_, index) => ({ mediaId: `${batch}-${index}` }));
		api.sandbox.faults.add({ kind: 'status', status: 200, json: { media } });
		expect(await made.poll()).toHaveLength(100);
	}
	expect(made.saved.length).toBeLessThan(400_000);
	const media = Array.from({ length: 100 }, (_, index) => ({ mediaId: `20-${index}` }));
	api.sandbox.faults.add({ kind: 'status', status: 200, json: { media } });
	expect(await made.poll()).toBeNull();
});

test.each([
	['kind', { kind: 'film' }, 'Kind must be one of any, audio, image, video, but is “film”'],
	['source', { source: '' }, 'Source must be one of'],
	['Trigger On', { triggerOn: 'constructor' }, 'Trigger On must be one of newMedia'],
])('An unknown value of %s is refused before any request', async (_name, parameters, message) => {
	const error = await errorOf(workflow(parameters).activate());
	expect(error.message).toContain(message);
	expect(api.sent()).toEqual([]);
});
