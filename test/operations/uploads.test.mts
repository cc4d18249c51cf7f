import { Readable } from 'node:stream';

import type { IDataObject } from 'n8n-workflow';

import type { InputFile } from '../../nodes/shared/files/inputFile';
import type { Failure } from '../../nodes/shared/failures/failure';
import { uploadForItem, withMediaIds } from '../../nodes/shared/operations/upload';
import { useQuickTime } from '../support/time.mts';
import { after, answer, errorOf, inOrder, Loop, refusing, reset, type Service } from './loop.mts';
import { fileOf } from './items.mts';

const time = useQuickTime();

const files = (count: number) => Array.from({ length: count }, (_, index) => fileOf(`f-${index}`));

const requestOf = (loop: Loop, mediaIds: InputFile[]) =>
	loop.request({ body: { mediaIds } as unknown as IDataObject });

const ready = async (loop: Loop, mediaIds: InputFile[], item = 0) =>
	await time.passDuring(withMediaIds(loop.item(item), requestOf(loop, mediaIds)));

const failureOf = async (loop: Loop, mediaIds: InputFile[]) =>
	await errorOf<Failure>(ready(loop, mediaIds));

const nameIn = ({ body }: { body?: unknown }) =>
	/filename="([^"]+)"/.exec((body as Buffer).toString())?.[1] ?? '';

const names = (loop: Loop) => loop.sent.map(nameIn);

describe('Files of one post', () => {
	/** The most uploads that are under way at once. */
	const counting = (answersAfterMs: number) => {
		const counted = { now: 0, most: 0 };
		const service: Service = async (request) => {
			counted.most = Math.max(counted.most, ++counted.now);
			const answered = await after(answersAfterMs, answer({ mediaId: nameIn(request) }));
			counted.now--;
			return answered;
		};
		return { counted, service };
	};

	test('go up three at a time', async () => {
		const { counted, service } = counting(10_000);
		const loop = new Loop(service);
		await ready(loop, files(9));
		expect(counted.most).toBe(3);
		expect(names(loop)).toEqual(files(9).map(({ fileName }) => fileName));
	});

	test('are not begun after one that failed', async () => {
		const loop = new Loop((request) =>
			nameIn(request) === 'f-0' ? refusing(400, 'No') : after(10_000, answer({ mediaId: 'm' })),
		);
		const failure = await failureOf(loop, files(9));
		// The others of these three were on their way to the gate.
		expect(names(loop)).toEqual(['f-0', 'f-1', 'f-2']);
		expect(failure.kind).toBe('refused');
		expect(failure.message).toBe(
			'Upload of “f-0” failed: Wonda does not accept a value of the request: No',
		);
		expect(failure.facts.description).toBe(
			'Correct the field that the answer names. Wonda answered: “No” (HTTP 400).',
		);
	});

	test('that failed all are told, the first one first', async () => {
		const loop = new Loop(async (request) => await after(10_000, refusing(400, nameIn(request))));
		const failure = await failureOf(loop, files(9));
		expect(names(loop)).toEqual(['f-0', 'f-1', 'f-2']);
		const words = (name: string) =>
			`Upload of “${name}” failed: Wonda does not accept a value of the request: ${name}`;
		expect(failure.message).toBe(words('f-0'));
		expect(failure.facts.description).toBe(
			`Correct the field that the answer names. Wonda answered: “f-0” (HTTP 400). ${words('f-1')}. ${words('f-2')}.`,
		);
	});
});

describe('A file goes up once', () => {
	const naming: Service = (request) => answer({ mediaId: nameIn(request) });

	test('in all tries of a run', async () => {
		const loop = new Loop(naming);
		for (let run = 0; run < 2; run++) {
			const { options } = await ready(loop, files(2));
			expect(options.body).toEqual({ mediaIds: ['f-0', 'f-1'] });
		}
		expect(names(loop)).toEqual(['f-0', 'f-1']);
	});

	test('for each item and place, where n8n has it in memory', async () => {
		const loop = new Loop(naming, { items: 2 });
		await ready(loop, files(2), 0);
		await ready(loop, files(2), 1);
		expect(names(loop)).toEqual(['f-0', 'f-1', 'f-0', 'f-1']);
	});

	test('again, when it failed', async () => {
		const loop = new Loop(inOrder(refusing(400), answer({ mediaId: 'm-1' })));
		await failureOf(loop, files(1));
		expect((await ready(loop, files(1))).options.body).toEqual({ mediaIds: ['m-1'] });
		expect(loop.sent).toHaveLength(2);
	});

	test('for Media > Upload, as the first file of its item', async () => {
		const loop = new Loop(naming);
		await ready(loop, files(1));
		const request = loop.request({ body: { file: fileOf('f-0') } as never });
		const work = uploadForItem.call(loop.item(), request);
		expect(await time.passDuring(work)).toMatchObject([{ json: { mediaId: 'f-0' } }]);
		expect(loop.sent).toHaveLength(1);
	});
});

describe('A file of a store', () => {
	const stored = (id: string) => fileOf('s.mp4', { id, data: 'filesystem' });

	/** A store whose files can be read, and what was opened of it. */
	function store() {
		const opened: Readable[] = [];
		return {
			opened,
			helpers: {
				getBinaryMetadata: async () => await Promise.resolve({ fileSize: 7 }),
				async getBinaryStream() {
					const stream = Readable.from([Buffer.from('content')], { objectMode: false });
					opened.push(stream);
					return await Promise.resolve(stream);
				},
			},
		};
	}

	/** Reads a body to its end, as HTTP does. */
	async function textOf(body: unknown): Promise<string> {
		let text = '';
		for await (const chunk of body as Readable) text += String(chunk);
		return text;
	}

	test('goes up once for all that name it, whatever item and place', async () => {
		const { helpers } = store();
		const loop = new Loop(() => answer({ mediaId: 'm-1' }), { helpers, items: 2 });
		await ready(loop, [stored('a'), stored('a')], 0);
		await ready(loop, [stored('a')], 1);
		await ready(loop, [stored('b')], 1);
		expect(loop.sent).toHaveLength(2);
	});

	test('is opened for each attempt, and closed behind it', async () => {
		const { helpers, opened } = store();
		const bodies: unknown[] = [];
		const texts: string[] = [];
		const service: Service = async ({ body }, nth) => {
			bodies.push(body);
			expect(opened.map(({ destroyed }) => destroyed)).toEqual([...Array(nth).fill(true), false]);
			if (nth === 0) return reset();
			texts.push(await textOf(body));
			return answer({ mediaId: 'm-1' });
		};
		const loop = new Loop(service, { helpers });
		await ready(loop, [stored('a')]);
		expect(texts).toEqual([expect.stringContaining('\r\n\r\ncontent\r\n--')]);
		expect(opened).toHaveLength(2);
		expect([...opened, ...(bodies as Readable[])].map(({ destroyed }) => destroyed)).toEqual(
			Array(4).fill(true),
		);
	});

	test('that cannot be read is told', async () => {
		const helpers = {
			getBinaryMetadata: async () => await Promise.reject(new Error('gone')),
			getBinaryStream: async () => await Promise.reject(new Error('gone')),
		};
		const loop = new Loop(() => answer({ mediaId: 'm-1' }), { helpers });
		const failure = await failureOf(loop, [stored('a')]);
		expect(failure.kind).toBe('invalid');
		expect(failure.message).toBe('Upload of “s.mp4” failed: n8n cannot read it: gone');
		expect(failure.facts.description).toBe('Check that the node before still has the file.');
		expect(loop.sent).toEqual([]);
	});
});

test('A post of a file that cannot go up says that nothing was posted', async () => {
	const { submitForItem } = await import('../../nodes/shared/operations/submit');
	const loop = new Loop(() => refusing(400));
	const work = submitForItem.call(loop.item(), requestOf(loop, files(2)));
	const error = await errorOf(time.passDuring(work));
	expect(error.description).toMatch(/ Nothing was posted\.$/);
	expect(error.context).not.toHaveProperty('mayBeLive');
});
