import type { IBinaryData, IExecuteSingleFunctions } from 'n8n-workflow';

import { stopped } from '../failures/failure';
import { declaredType } from './fileType';
import { FIRST_BYTES, typeOfBytes } from './signatures';
import { untilStopped } from '../run/pause';
import { shown } from './words';

type Helpers = IExecuteSingleFunctions['helpers'];

type Stream = Awaited<ReturnType<Helpers['getBinaryStream']>>;

/** Lets so many looks at files be under way at once; `run/limiter.ts` holds one. */
export interface Looks {
	run<T>(look: () => Promise<T>): Promise<T>;
}

/** What has to be known of a file before it goes up. */
export interface FileFacts {
	/** MIME type, as the API names it; undefined when nothing tells it. */
	type?: string;
	/** Bytes. */
	size: number;
}

/** All at once. */
const UNLIMITED: Looks = { run: async (look) => await look() };

/** A file that an item holds. n8n keeps its content in a store, under an ID, or in memory. */
export class InputFile {
	private facts?: Promise<FileFacts>;

	/** @param field name of the field that holds it, where it was named */
	constructor(
		private readonly binary: IBinaryData,
		private readonly field?: string,
	) {}

	/** Its ID in n8n's store; undefined for a file in memory. */
	get id(): string | undefined {
		return this.binary.id || undefined;
	}

	get fileName(): string {
		return this.binary.fileName ?? '';
	}

	/** How an error names it: by its field and its file name, as far as it has them. */
	toString(): string {
		const field = shown(this.field);
		const fileName = shown(this.fileName);
		if (!field) return fileName ? `“${fileName}”` : 'the file';
		return fileName ? `“${field}” (${fileName})` : `“${field}”`;
	}

	/**
	 * Looks at the file, once.
	 *
	 * @param looks those of the run, so that only a few of its files are open at once
	 * @param stop the execution's cancel signal, which ends a look at a store that does not answer
	 * @throws what n8n's store throws when the file is not there any more, and Failure of kind `stopped`
	 */
	async inspect(helpers: Helpers, looks = UNLIMITED, stop?: AbortSignal): Promise<FileFacts> {
		return await (this.facts ??= looks.run(async () => {
			if (stop?.aborted) throw stopped();
			return { type: await this.type(helpers, stop), size: await this.size(helpers, stop) };
		}));
	}

	/** The content: a stream from n8n's store, or a buffer of what is in memory. */
	async open(helpers: Helpers): Promise<Stream | Buffer> {
		return this.id ? await helpers.getBinaryStream(this.id) : this.inMemory();
	}

	/** @param most characters of Base64 to read, all by default */
	private inMemory(most?: number): Buffer {
		return Buffer.from(this.binary.data.slice(0, most), 'base64');
	}

	private async type(helpers: Helpers, stop?: AbortSignal): Promise<string | undefined> {
		const { mimeType } = this.binary;
		return (
			declaredType(mimeType) ??
			typeOfBytes(await this.firstBytes(helpers, stop)) ??
			(mimeType || undefined)
		);
	}

	private async size(helpers: Helpers, stop?: AbortSignal): Promise<number> {
		if (!this.id) return Buffer.byteLength(this.binary.data, 'base64');
		return (await untilStopped(helpers.getBinaryMetadata(this.id), stop)).fileSize;
	}

	private async firstBytes(helpers: Helpers, stop?: AbortSignal): Promise<Buffer> {
		// 4 characters hold 3 bytes; the rest is for line breaks between them.
		if (!this.id) return this.inMemory(FIRST_BYTES * 2).subarray(0, FIRST_BYTES);

		const opening = helpers.getBinaryStream(this.id, FIRST_BYTES);
		try {
			return await untilStopped(opening.then(beginningOf), stop);
		} finally {
			// A store that never opens the file leaves nothing to close.
			void opening.then(
				(stream) => stream.destroy(),
				() => {},
			);
		}
	}
}

async function beginningOf(stream: Stream): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of stream) {
		chunks.push(chunk as Buffer);
		length += (chunk as Buffer).length;
		if (length >= FIRST_BYTES) break;
	}
	return Buffer.concat(chunks).subarray(0, FIRST_BYTES);
}
