import { CAROUSEL_IMAGES, CAROUSEL_TYPES } from '../api/mediaLibrary';
import { typeOfBytes } from './firstBytes';

/**
 * The types that the API takes ("Media upload"), with the extensions of their files, the usual one first, and their other names.
 * MP3 has two names there, of which one is enough.
 */
const TYPES: ReadonlyArray<[type: string, extensions: string[], ...otherNames: string[]]> = [
	['image/jpeg', ['jpg', 'jpeg', 'jpe', 'jfif'], 'image/jpg', 'image/pjpeg'],
	['image/png', ['png']],
	['image/gif', ['gif']],
	['image/webp', ['webp']],
	['image/svg+xml', ['svg']],
	['video/mp4', ['mp4', 'm4v'], 'application/mp4', 'video/x-m4v', 'video/x-mp4', 'video/mpeg4'],
	['video/webm', ['webm']],
	['video/quicktime', ['mov', 'qt']],
	['video/x-msvideo', ['avi'], 'video/avi', 'video/msvideo', 'video/vnd.avi'],
	['audio/mpeg', ['mp3'], 'audio/mp3'],
	['audio/wav', ['wav'], 'audio/vnd.wave', 'audio/wave', 'audio/x-wav'],
	['audio/ogg', ['ogg']],
	['audio/webm', ['weba']],
	['audio/aac', ['aac'], 'audio/x-aac'],
	['audio/m4a', ['m4a'], 'audio/mp4', 'audio/x-m4a'],
];

const API_TYPES = TYPES.map(([type]) => type);

const TYPE_BY_NAME = new Map(
	TYPES.flatMap(([type, , ...otherNames]) => [type, ...otherNames].map((name) => [name, type])),
);

const EXTENSIONS = new Map(TYPES.map(([type, extensions]) => [type, extensions]));

/** Extensions that a file keeps on its way through converters which do not rename it. */
const OTHER_EXTENSIONS = ['heic', 'heif', 'avif', 'bmp', 'tif', 'tiff', 'mkv', 'bin', 'html'];

const TYPE_BY_EXTENSION = new Map<string, string | undefined>([
	...OTHER_EXTENSIONS.map((extension): [string, undefined] => [extension, undefined]),
	...TYPES.flatMap(([type, extensions]) =>
		extensions.map((extension): [string, string] => [extension, type]),
	),
]);

/** What a field takes: the types, and how a user would call them. */
export const KINDS = {
	video: {
		types: API_TYPES.filter((type) => type.startsWith('video/')),
		words: 'a video (MP4, QuickTime, WebM or AVI)',
	},
	carousel: {
		types: CAROUSEL_TYPES,
		words: `${CAROUSEL_IMAGES.min} to ${CAROUSEL_IMAGES.max} JPEG or WebP images`,
	},
	media: {
		types: API_TYPES,
		words:
			'an image (JPEG, PNG, GIF, WebP or SVG), a video (MP4, QuickTime, WebM or AVI) or an audio file (MP3, WAV, Ogg, WebM, AAC or M4A)',
	},
};

export type FileKind = keyof typeof KINDS;

/** What first bytes leave open: a container of video may hold sound alone, and any markup begins alike. */
const MAY_BE: Readonly<Record<string, string>> = {
	'video/mp4': 'audio/m4a',
	'video/webm': 'audio/webm',
	'text/html': 'image/svg+xml',
};

/** A file of fewer bytes that begins like none is no media file, but a word such as `null` that happens to be Base64. */
const MIN_UNKNOWN_BYTES = 100;

const extensionOf = (fileName: string) => /\.([^.]{1,10})$/.exec(fileName)?.[1]?.toLowerCase();

const typeOfName = (fileName: string) => TYPE_BY_EXTENSION.get(extensionOf(fileName) ?? '');

/** The type that an item declares for its file, if the API takes it. */
const declaredType = (mimeType: string) =>
	TYPE_BY_NAME.get(mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '');

/** What is known of a file. */
export interface FileEvidence {
	/** The first of its bytes. */
	bytes: Buffer;
	/** All of its bytes. */
	size: number;
	mimeType: string;
	fileName: string;
}

/**
 * The type of a file. Its first bytes decide; what the item declares, and then the file's name, count only where the bytes leave it
 * open: n8n derives the declared type from a name or a header that others chose.
 *
 * @returns a MIME type, by the API's name if the API takes it; undefined if nothing shows one
 */
export function typeOfFile({ bytes, size, mimeType, fileName }: FileEvidence): string | undefined {
	const stated = declaredType(mimeType) ?? typeOfName(fileName);
	const shown = typeOfBytes(bytes);
	if (shown === undefined) return size < MIN_UNKNOWN_BYTES ? undefined : stated;
	return stated !== undefined && MAY_BE[shown] === stated ? stated : shown;
}

/**
 * The name under which a file is uploaded. An extension of another type is replaced: a service that goes by the name would take the
 * file for something that it is not, and a JPEG named `.png` for no image of a carousel. Any other text after a point stays.
 */
export function nameFor(fileName: string, type: string): string {
	const [usual = '', ...others] = EXTENSIONS.get(type) ?? [];
	const extension = extensionOf(fileName);
	if (fileName.trim() === '') return `file.${usual}`;
	if (extension === undefined || [usual, ...others].includes(extension)) return fileName;
	if (!TYPE_BY_EXTENSION.has(extension)) return fileName;
	return `${fileName.slice(0, -extension.length)}${usual}`;
}
