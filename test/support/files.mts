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
	matroska: Buffer.from('\x1aE\xdf\xa3\xa3B\x86\x81\x01B\x82\x88matroska', 'latin1'),
	jpeg: JPEG_BEGINNING,
	png: Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'),
	heic: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
	svg: Buffer.from(
		'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
	),
	mp3: Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'),
	pdf: Buffer.from('%PDF-1.7\n'),
	html: Buffer.from('<!DOCTYPE html><html><body>Sign in</body></html>'),
	/** Neither a known beginning nor text, and long enough for a media file. */
	noise: Buffer.alloc(200, '\x13nothing that anyone knows\0'),
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
export const complaintIn = (message?: string) => message?.replace(/\. This field takes [^.]*$/, '');

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
