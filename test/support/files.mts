import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';

import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

import { JPEG_BEGINNING, MP4_BEGINNING } from '../../tools/sandbox/fileHost.mts';
import { until } from './until.mts';

/** First bytes of files, as programs write them. */
export const CONTENT = {
	mp4: MP4_BEGINNING,
	quicktime: Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'latin1'),
	oldQuicktime: Buffer.from('\0\0\0\x08wide\0\0\0\0mdat', 'latin1'),
	webm: Buffer.from(
		'\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm',
		'latin1',
	),
	matroska: Buffer.from('\x1aE\xdf\xa3\xa3B\x86\x81\x01B\xf7\x81\x01B\x82\x88matroska', 'latin1'),
	avi: Buffer.from('RIFF\x10\0\0\0AVI LIST', 'latin1'),
	wav: Buffer.from('RIFF\x10\0\0\0WAVEfmt ', 'latin1'),
	jpeg: JPEG_BEGINNING,
	png: Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'),
	gif: Buffer.from('GIF89a\x01\0\x01\0', 'latin1'),
	webp: Buffer.from('RIFF\x1a\0\0\0WEBPVP8L', 'latin1'),
	heic: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
	avif: Buffer.from('\0\0\0\x18ftypavif\0\0\0\0mif1avif', 'latin1'),
	svg: Buffer.from(
		'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
	),
	m4a: Buffer.from('\0\0\0\x1cftypM4A \0\0\0\0M4A mp42', 'latin1'),
	mp3: Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'),
	bareMp3: Buffer.from('\xff\xfb\x90\x44\0\0', 'latin1'),
	aac: Buffer.from('\xff\xf1\x50\x80\0\0', 'latin1'),
	ogg: Buffer.from('OggS\0\x02\0\0', 'latin1'),
	pdf: Buffer.from('%PDF-1.7\n'),
	html: Buffer.from('<!DOCTYPE html><html><body>Sign in</body></html>'),
	/** Neither a known beginning nor text, and long enough for a media file. */
	noise: Buffer.alloc(200, '\x13nothing that anyone knows\0'),
	text: Buffer.from('nothing that anyone knows'),
};

/** What is known of a file beside its content. */
export interface FileDetails {
	fileName?: string;
	/** Of an MP4 unless told; an empty one is missing. */
	mimeType?: string;
}

const detailsOf = ({ fileName = 'clip.mp4', mimeType = 'video/mp4' }: FileDetails) => ({
	fileName: fileName || undefined,
	mimeType,
});

/** A file as n8n keeps it in memory. */
export function inMemory(content: Buffer, details: FileDetails = {}): IBinaryData {
	return { ...detailsOf(details), data: content.toString('base64') };
}

/**
 * n8n's own store for files, in a folder of its own for the tests of a file.
 *
 * @returns a function that puts a file there, as nodes before ours do
 */
export function useFileStore() {
	let folder = '';
	beforeAll(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-wonda-files-'));
		Object.assign(Container.get(BinaryDataConfig), {
			mode: 'filesystem',
			availableModes: ['filesystem'],
			localStoragePath: folder,
		});
		await Container.get(BinaryDataService).init();
	});
	afterAll(async () => await rm(folder, { recursive: true }));

	return async (content: Buffer | Readable, details: FileDetails = {}): Promise<IBinaryData> =>
		await Container.get(BinaryDataService).store(
			{ type: 'execution', workflowId: 'test', executionId: 'test' },
			content,
			{ ...detailsOf(details), data: '' },
		);
}

/** What a message says against files, without the types that the field takes. */
export const complaintIn = (message?: string) => message?.replace(/\. The field takes [^.]*$/, '');

/**
 * Watches the files that the node opens on n8n's store in each test of a file.
 *
 * @returns waits until the node has closed all of them, of which there is at least one
 */
export function useOpenedFiles(): () => Promise<void> {
	/** All streams that the node opened on n8n's store. Open files tell nothing: garbage collection closes them as well. */
	const streams: Readable[] = [];

	beforeEach(() => {
		streams.length = 0;
		const service = Container.get(BinaryDataService);
		const open = service.getAsStream.bind(service);
		jest.spyOn(service, 'getAsStream').mockImplementation(async (...named) => {
			const stream = await open(...named);
			streams.push(stream);
			return stream;
		});
	});
	afterEach(() => jest.restoreAllMocks());

	return async () => {
		expect(streams.length).toBeGreaterThan(0);
		await until(() => streams.every(({ closed }) => closed));
	};
}
