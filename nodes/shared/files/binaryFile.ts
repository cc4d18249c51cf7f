import type { IBinaryData } from 'n8n-workflow';

import { sanitizeUserText } from '../api/sanitize';
import { assertBase64, decode, withoutPrefix } from './base64';
import { typeOfFile } from './fileTypes';
import { FIRST_BYTES } from './firstBytes';
import { inspectStored, openStored, type StoreHelpers, type Stream } from './storedContent';

/** A name is cut after so many characters in a message. */
const NAME_LENGTH = 200;

/** What has to be known of a file before it is uploaded. */
export interface FileFacts {
	/** MIME type, by the API's name if the API takes it; undefined if nothing shows it. */
	type?: string;
	/** Bytes. */
	size: number;
}

/** A file that an item holds. n8n keeps its content in a store, under an ID, or in memory, as Base64. */
export class BinaryFile {
	private facts?: Promise<FileFacts>;

	/** @param field name of the field that holds it, if it was named */
	constructor(
		protected binary: IBinaryData,
		private readonly field?: string,
	) {}

	/** Its ID in n8n's store; undefined for a file in memory. */
	get id(): string | undefined {
		return this.binary.id || undefined;
	}

	/** What identifies its content in an execution; undefined for a file in memory. */
	get key(): string | undefined {
		return this.id;
	}

	get fileName(): string {
		return this.binary.fileName ?? '';
	}

	/** What identifies it where two posts are compared. */
	toJSON(): string {
		return this.id ?? this.binary.data;
	}

	/** How an error names it: by its field and its file name, as far as it has them. */
	toString(): string {
		const field = sanitizeUserText(this.field, NAME_LENGTH);
		const fileName = sanitizeUserText(this.fileName, NAME_LENGTH);
		if (!field) return fileName ? `“${fileName}”` : 'The file';
		return fileName ? `“${field}” (${fileName})` : `“${field}”`;
	}

	/**
	 * Finds out type and size, once, from the first bytes.
	 *
	 * @throws whatever n8n's store throws if it does not have the file, an Error if it does not answer within a minute or if the
	 * content in memory is not Base64, and Failure of kind `aborted`
	 */
	async inspect(helpers: StoreHelpers, signal?: AbortSignal): Promise<FileFacts> {
		return await (this.facts ??= this.findFacts(helpers, signal));
	}

	/**
	 * Opens the content: a stream from n8n's store, or a buffer of what is in memory.
	 *
	 * @throws whatever n8n's store throws, and Failure of kind `aborted`
	 */
	async open(helpers: StoreHelpers, signal?: AbortSignal): Promise<Stream | Buffer> {
		if (this.id) return await openStored(helpers, this.id, signal);
		return decode(withoutPrefix(this.binary.data));
	}

	private async findFacts(helpers: StoreHelpers, signal?: AbortSignal): Promise<FileFacts> {
		const { bytes, size } = this.id
			? await inspectStored(helpers, this.id, FIRST_BYTES, signal)
			: this.inspectInMemory();
		const { mimeType = '' } = this.binary as Partial<IBinaryData>;
		return { type: typeOfFile({ bytes, size, mimeType, fileName: this.fileName }), size };
	}

	private inspectInMemory(): { bytes: Buffer; size: number } {
		const base64 = withoutPrefix(this.binary.data);
		assertBase64(base64);
		const bytes = decode(base64, FIRST_BYTES);
		return { bytes, size: Buffer.byteLength(base64, 'base64') };
	}
}
