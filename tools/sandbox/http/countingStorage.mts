import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

/** What is kept of an uploaded file: everything but its content. */
export interface UploadedFile {
	/** The name of its form field. */
	field: string;
	fileName: string;
	mimeType: string;
	/** Bytes. */
	size: number;
	/** SHA-256 of the content, in hexadecimal. */
	sha256: string;
}

interface IncomingFile {
	fieldname: string;
	originalname: string;
	mimetype: string;
	stream: Readable;
}

type Done = (error: Error | null, info?: object) => void;

/** A storage for the upload parser that counts and hashes a file as it arrives, and keeps none of it. */
export const countingStorage = {
	_handleFile(_request: unknown, file: IncomingFile, done: Done): void {
		const hash = createHash('sha256');
		let size = 0;
		file.stream.on('data', (chunk: Buffer) => {
			size += chunk.length;
			hash.update(chunk);
		});
		file.stream.on('error', (error: Error) => done(error));
		file.stream.on('end', () => done(null, { size, sha256: hash.digest('hex') }));
	},
	_removeFile(_request: unknown, _file: unknown, done: (error: Error | null) => void): void {
		done(null);
	},
};

/** The files that the upload parser found in the request, in the order they were sent. */
export function uploadedFiles(request: object): UploadedFile[] {
	const { files = [] } = request as { files?: (IncomingFile & UploadedFile)[] };
	return files.map(({ fieldname, originalname, mimetype, size, sha256 }) => ({
		field: fieldname,
		fileName: originalname,
		mimeType: mimetype,
		size,
		sha256,
	}));
}
