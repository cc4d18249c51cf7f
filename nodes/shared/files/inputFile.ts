import type { IBinaryData, IExecuteSingleFunctions } from 'n8n-workflow';

import { declaredType, FIRST_BYTES, typeOfBytes } from './fileType';
import { Limiter } from '../run/limiter';

type Helpers = IExecuteSingleFunctions['helpers'];

/** What has to be known of a file before it goes up. */
export interface FileFacts {
	/** MIME type, as the API names it; undefined when nothing tells it. */
	type?: string;
	/** Bytes. */
	size: number;
}

/** Of a batch of any length only so many files are open at once to look at their first bytes. */
const looks = new Limiter(10);

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
		return this.binary.id;
	}

	get fileName(): string {
		return this.binary.fileName ?? '';
	}

	/** How an error names it: by its field and its file name, as far as it has them. */
	toString(): string {
		const { field, fileName } = this;
		if (field === undefined) return fileName ? `“${fileName}”` : 'the file';
		return fileName ? `“${field}” (${fileName})` : `“${field}”`;
	}

	/**
	 * Looks at the file, once.
	 *
	 * @throws what n8n's store throws when the file is not there any more
	 */
	async inspect(helpers: Helpers): Promise<FileFacts> {
		return await (this.facts ??= looks.run(async () => ({
			type:
				declaredType(this.binary.mimeType) ??
				typeOfBytes(await this.firstBytes(helpers)) ??
				(this.binary.mimeType || undefined),
			size: this.id
				? (await helpers.getBinaryMetadata(this.id)).fileSize
				: Buffer.byteLength(this.binary.data, 'base64'),
		})));
	}

	/** The content: a stream from n8n's store, or a buffer of what is in memory. */
	async open(helpers: Helpers) {
		return this.id
			? await helpers.getBinaryStream(this.id)
			: Buffer.from(this.binary.data, 'base64');
	}

	private async firstBytes(helpers: Helpers): Promise<Buffer> {
		if (!this.id) return Buffer.from(this.binary.data.slice(0, FIRST_BYTES * 2), 'base64');

		let bytes = Buffer.alloc(0);
		// Leaving the loop closes the stream.
		for await (const chunk of await helpers.getBinaryStream(this.id, FIRST_BYTES)) {
			bytes = Buffer.concat([bytes, chunk as Buffer]);
			if (bytes.length >= FIRST_BYTES) break;
		}
		return bytes;
	}
}
