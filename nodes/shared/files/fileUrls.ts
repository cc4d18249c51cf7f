import { CAROUSEL_IMAGES } from '../api/mediaLibrary';
import { asList } from '../validation/list';
import { isNothing, quoted, trimmedText } from '../validation/text';
import { invalid, valid, type Validate } from '../validation/validation';
import { httpUrl } from '../validation/values';
import type { FileKind } from './fileTypes';
import { RemoteFile } from './remoteFile';

const { min, max } = CAROUSEL_IMAGES;

/** A text as a message may quote it: without what may be a secret in an address, its query and whoever logs in. */
const withoutSecrets = (text: string) => text.replace(/[?#].*$/s, '').replace(/^.*@/s, '');

/** An address on several lines, or one behind another: a cell that holds several. */
const SEVERAL = /[\n\r\t]|[\s,;|>，、；｜]https?:\/\//i;

/** The file at an address, or what is wrong with the address, as the end of a sentence. */
function fileAt(value: unknown, kind: FileKind): RemoteFile | string {
	if (typeof value !== 'string') return 'must be an address, as text';
	// Within an address, a character without width is part of the file's name.
	const text = trimmedText(value);
	const url = httpUrl(text);
	if (!url) {
		const what = /^https?:\/\//i.test(text)
			? 'be a valid address'
			: 'begin with http:// or https://';
		return `must ${what}, but is ${quoted(withoutSecrets(text))}`;
	}
	if (SEVERAL.test(text)) return 'takes one address, but has several';
	if (url.username || url.password) return 'must not contain a user name or a password';
	return new RemoteFile(url, kind);
}

/** Validates `fileUrl`: a video to be posted, or any of the types of "Media upload". The value becomes a RemoteFile. */
export const oneUrl =
	(kind: 'video' | 'media'): Validate =>
	(value) => {
		if (isNothing(value)) return invalid('is empty; enter the address of the file');
		const file = fileAt(value, kind);
		return typeof file === 'string' ? invalid(file) : valid(file);
	};

/** A comma may be part of an address (`/w_300,h_200/a.jpg`): one that ends it is followed by a blank, or by another address. */
function joinParts(parts: string[]): string[] {
	const addresses: string[] = [];
	for (const part of parts) {
		const previous = addresses.at(-1);
		const isRest = previous && part && !/^\s|:\/\//.test(part);
		if (isRest) addresses.push(`${addresses.pop()},${part}`);
		else addresses.push(part);
	}
	return addresses;
}

/** The addresses of a list; undefined if it is none. */
function addressesIn(value: unknown): unknown[] | undefined {
	if (typeof value !== 'string' || value.trim().startsWith('[')) return asList(value);
	const lines = value.split('\n').filter((line) => line.trim() !== '');
	return lines.flatMap((line) => joinParts((asList(line) ?? [line]).map(String)));
}

/** Validates `fileUrls`, whose value becomes an array of RemoteFile, in the order of the carousel. */
export const imageUrls: Validate = (value) => {
	if (isNothing(value)) return invalid(`is empty; enter the addresses of ${min} to ${max} images`);
	const entries = addressesIn(value);
	if (!entries)
		return invalid('must be a list of addresses: an array, or separated by commas or new lines');
	if (entries.length < min || entries.length > max) {
		return invalid(`takes ${min} to ${max} images, but has ${entries.length}`);
	}
	const files: RemoteFile[] = [];
	for (const [index, entry] of entries.entries()) {
		const at = `at position ${index + 1}`;
		if (isNothing(entry)) return invalid(`has nothing ${at}`);
		const file = fileAt(entry, 'carousel');
		if (typeof file === 'string') return invalid(`${at} ${file}`);
		files.push(file);
	}
	return valid(files);
};
