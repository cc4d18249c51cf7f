import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { InputFile } from '../../nodes/shared/files/inputFile';
import { stored } from './item.mts';

type Helpers = IExecuteSingleFunctions['helpers'];

/** n8n's store of files, which gives a stream for each; what it was asked is kept. */
function storeOf(open: () => Readable | Promise<Readable>, fileSize = 3) {
	const asked: unknown[][] = [];
	const helpers = {
		getBinaryStream: async (...named: unknown[]) => {
			asked.push(['stream', ...named]);
			return await open();
		},
		getBinaryMetadata: async (...named: unknown[]) => {
			asked.push(['metadata', ...named]);
			return { fileSize };
		},
	} as unknown as Helpers;
	return { helpers, asked };
}

/** A stream that gives some pieces and then neither another one nor an end. */
function stalling(...pieces: string[]): Readable {
	const left = pieces.map((piece) => Buffer.from(piece, 'latin1'));
	return new Readable({
		highWaterMark: 1,
		read() {
			const piece = left.shift();
			if (piece) this.push(piece);
		},
	});
}

const ending = (...pieces: string[]) =>
	Readable.from(pieces.map((piece) => Buffer.from(piece, 'latin1')));

/** Whatever is under way in memory has happened after so many turns. */
async function someTurns(): Promise<void> {
	for (let turn = 0; turn < 50; turn++) await nextTurn();
}

/** Looks at a file; the execution is stopped when nothing more happens. */
async function inspect(helpers: Helpers) {
	const stop = new AbortController();
	const looking = new InputFile(stored('id-1')).inspect(helpers, undefined, stop.signal);
	const outcome = looking.catch((error: unknown) => error);
	await someTurns();
	stop.abort();
	return await outcome;
}

describe('The type of a file in a store is told by its first bytes', () => {
	test.each<[string, Readable, string | undefined]>([
		['in one piece', ending('GIF89a'), 'image/gif'],
		['in several pieces', ending('G', 'IF', '89', 'a and more'), 'image/gif'],
		[
			'in the second half of them',
			ending(' '.repeat(512), ' '.repeat(500), '<svg/>'),
			'image/svg+xml',
		],
		['that come without an end', stalling(`GIF89a${'x'.repeat(1018)}`), 'image/gif'],
		['that come in pieces without an end', stalling('GIF89a', 'x'.repeat(1018)), 'image/gif'],
		[
			'that are more than enough, without an end',
			stalling(`GIF89a${'x'.repeat(9000)}`),
			'image/gif',
		],
		['but not by those behind', ending(' '.repeat(1024), '<svg/>'), undefined],
		['but not by those behind in the same piece', ending(`${' '.repeat(1024)}<svg/>`), undefined],
		['of which there are none', ending(), undefined],
	])('%s', async (_name, stream, type) => {
		const { helpers, asked } = storeOf(() => stream, 12_345);
		expect(await inspect(helpers)).toStrictEqual({ type, size: 12_345 });
		expect(asked).toEqual([
			['stream', 'id-1', 1024],
			['metadata', 'id-1'],
		]);
		expect(stream.destroyed).toBe(true);
	});
});

describe('A look that a stop ends leaves nothing open', () => {
	test('where the store opens the file and gives too little', async () => {
		const stream = stalling('GIF89a', 'x'.repeat(1017));
		expect(await inspect(storeOf(() => stream).helpers)).toMatchObject({ kind: 'stopped' });
		await someTurns();
		expect(stream.destroyed).toBe(true);
	});

	test('where the store opens the file later', async () => {
		const stream = stalling('GIF89a');
		let open: (stream: Readable) => void = () => undefined;
		const { helpers } = storeOf(
			async () =>
				await new Promise((resolve) => {
					open = resolve;
				}),
		);
		expect(await inspect(helpers)).toMatchObject({ kind: 'stopped' });
		expect(stream.destroyed).toBe(false);
		open(stream);
		await someTurns();
		expect(stream.destroyed).toBe(true);
	});

	test('where the store does not tell the size', async () => {
		const { helpers } = storeOf(() => ending('GIF89a'));
		const getBinaryMetadata = async () => await new Promise<never>(() => undefined);
		expect(await inspect({ ...helpers, getBinaryMetadata })).toMatchObject({ kind: 'stopped' });
	});
});

describe('What the store throws is thrown', () => {
	test('where it does not open the file', async () => {
		const gone = new Error('ENOENT');
		const { helpers } = storeOf(async () => await Promise.reject(gone));
		expect(await inspect(helpers)).toBe(gone);
		await expect(new InputFile(stored('1')).inspect(helpers)).rejects.toBe(gone);
		await expect(new InputFile(stored('1')).open(helpers)).rejects.toBe(gone);
	});

	test('where it breaks off', async () => {
		const broken = new Error('EIO');
		const stream = new Readable({ read: () => stream.destroy(broken) });
		expect(await inspect(storeOf(() => stream).helpers)).toBe(broken);
	});

	test('where it does not know the size', async () => {
		const unknown = new Error('no metadata');
		const { helpers } = storeOf(() => ending('GIF89a'));
		const getBinaryMetadata = async () => await Promise.reject(unknown);
		expect(await inspect({ ...helpers, getBinaryMetadata })).toBe(unknown);
	});
});

test('a file is opened as a whole, by its ID', async () => {
	const stream = ending('whole');
	const { helpers, asked } = storeOf(() => stream);
	expect(await new InputFile(stored('id-1')).open(helpers)).toBe(stream);
	expect(asked).toEqual([['stream', 'id-1']]);
});

test('a file is open no longer once its type is known, though its size is not', async () => {
	const stream = ending('GIF89a');
	const { helpers } = storeOf(() => stream);
	const file = new InputFile(stored('id-1'));
	await expect(
		file.inspect({
			...helpers,
			getBinaryMetadata: async () => {
				expect(stream.destroyed).toBe(true);
				throw new Error('asked');
			},
		}),
	).rejects.toThrow('asked');
});
