import { Readable } from 'node:stream';

import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

import { nodesEnded } from '../../support/engine.mts';
import { CONTENT, useFileStore } from '../../support/files.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { until } from '../../support/until.mts';

const api = useSandbox();
const store = useFileStore();

type Stream = Awaited<ReturnType<BinaryDataService['getAsStream']>>;

/** How the store answers for files that stall. */
const STALLS = {
	'does not open a file': async () => await new Promise<never>(() => undefined),
	'opens a file and gives nothing of it': async () => new Readable({ read: () => undefined }),
} satisfies Record<string, () => Promise<Stream>>;

const SILENT = Object.keys(STALLS) as (keyof typeof STALLS)[];

/** Files that stall, by their ID in the store, and how. */
const stalled = new Map<string, () => Promise<Stream>>();
/** Files that were asked for, in their order, and the streams that came of it. */
const asked: string[] = [];
const streams: Stream[] = [];

beforeEach(() => {
	stalled.clear();
	asked.length = 0;
	streams.length = 0;
	const service = Container.get(BinaryDataService);
	const open = service.getAsStream.bind(service);
	jest.spyOn(service, 'getAsStream').mockImplementation(async (id, ...more) => {
		asked.push(id);
		const stream = await (stalled.get(id)?.() ?? open(id, ...more));
		streams.push(stream);
		return stream;
	});
});
afterEach(() => jest.restoreAllMocks());

/** A file whose type the node has to look for. */
const unknown = async () => await store(CONTENT.mp4, { mimeType: '' });

async function stalling(how: () => Promise<Stream>): Promise<IBinaryData> {
	const file = await unknown();
	stalled.set(file.id ?? '', how);
	return file;
}

const upload = async (files: IBinaryData[], stop?: AbortSignal) =>
	await api.run('media-upload', { files: files.map((data) => ({ data })) }, stop);

describe.each(SILENT)('A store that %s', (how) => {
	test('holds up no other execution, and is left alone once its own was stopped', async () => {
		const stop = new AbortController();
		const files = await Promise.all(
			Array.from({ length: 30 }, async () => await stalling(STALLS[how])),
		);
		const held = upload(files, stop.signal);
		await until(() => asked.length >= 10);

		const { error } = await upload([await unknown()]);
		expect(error).toBeUndefined();
		expect(api.sandbox.media.filter(({ source }) => source === 'user_upload')).toHaveLength(1);

		const sent = api.sent().length;
		const opened = asked.length;
		stop.abort();
		await held;
		await nodesEnded();
		expect(asked).toHaveLength(opened);
		await until(() => streams.every(({ destroyed }) => destroyed));
		expect(api.sent()).toHaveLength(sent);
	});
});

test('a store that does not answer is given up after a minute', async () => {
	const timeout = new AbortController();
	const timer = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(timeout.signal);
	const held = upload([await stalling(STALLS['does not open a file'])]);
	await until(() => asked.length > 0);
	expect(timer).toHaveBeenCalledWith(60_000);
	timeout.abort();

	expect((await held).error?.message).toBe(
		"“data” (clip.mp4) cannot be read: n8n's file store did not answer within a minute",
	);
});

test('a file that is opened only after a stop, and fails then, ends nothing', async () => {
	const stop = new AbortController();
	let open: ((stream: Readable) => void) | undefined;
	const file = await stalling(
		async () => await new Promise<Readable>((resolve) => (open = resolve)),
	);
	const held = upload([file], stop.signal);
	await until(() => open !== undefined);
	stop.abort();
	await held;
	await nodesEnded();
	const stream = new Readable({
		construct: (opened) => setImmediate(() => opened(new Error('gone'))),
	});
	// An error that nobody listens to would end the process.
	const closed = new Promise((resolve) => stream.on('close', resolve));
	open?.(stream);
	await closed;
});

test('a store that does not say how large a file is: a stop ends the look', async () => {
	let times = 0;
	jest.spyOn(Container.get(BinaryDataService), 'getMetadata').mockImplementation(async () => {
		times++;
		return await new Promise<never>(() => undefined);
	});
	const stop = new AbortController();
	const held = upload([await unknown()], stop.signal);
	await until(() => times > 0);
	stop.abort();
	await held;
	await nodesEnded();
	expect(api.sent()).toEqual([]);
});

test('of a batch at most 10 files are open at once, and each is closed', async () => {
	const files = await Promise.all(
		Array.from({ length: 40 }, async () => await store(CONTENT.pdf, { mimeType: '' })),
	);
	let most = 0;
	const counting = setInterval(() => {
		most = Math.max(most, streams.filter(({ destroyed }) => !destroyed).length);
	}, 0);
	const { error } = await upload(files);
	clearInterval(counting);

	expect(error?.message).toContain('40 of 40 items cannot be sent');
	expect(streams).toHaveLength(40);
	expect(most).toBeLessThanOrEqual(10);
	await until(() => streams.every(({ destroyed }) => destroyed));
});
