import type { IBinaryData } from 'n8n-workflow';

import { sanitizeUserText } from '../api/sanitize';
import { BinaryFile } from './binaryFile';
import { fileNameIn } from './fileName';
import type { FileKind } from './fileTypes';

/** Host and file name are cut after so many characters in a message. */
const NAME_LENGTH = 100;

/** A file at an address, whose content is there once it has been downloaded into n8n's store. */
export class RemoteFile extends BinaryFile {
	/** @param kind what the file may be */
	constructor(
		readonly url: URL,
		readonly kind: FileKind,
	) {
		super({ data: '', mimeType: '', fileName: fileNameIn(url) });
		// Neither is sent to the host, so it is the same file without them: what follows a #, and a ? with nothing behind it.
		url.hash = '';
		if (url.search === '') url.search = '';
	}

	/** The address as it is requested. */
	override get key(): string {
		return this.url.href;
	}

	override toJSON(): string {
		return this.key;
	}

	/** How an error names it: the rest of an address may be a secret. */
	override toString(): string {
		const fileName = sanitizeUserText(this.fileName, NAME_LENGTH);
		const host = sanitizeUserText(this.url.host, NAME_LENGTH);
		return `${fileName ? `“${fileName}”` : 'The file'} (${host})`;
	}

	/** Takes what n8n has stored of it. */
	keep(stored: IBinaryData): void {
		this.binary = { ...stored, fileName: this.fileName };
	}
}
