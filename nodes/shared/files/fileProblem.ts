import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { aborted } from '../api/failure';
import { CAROUSEL_IMAGES } from '../api/mediaLibrary';
import { sanitizeUserText } from '../api/sanitize';
import { Semaphore } from '../api/semaphore';
import { abortable } from '../api/time';
import { invalid, type Validate, type Validation } from '../validation/validation';
import { isNothing, quoted } from '../validation/text';
import { BinaryFile, type FileFacts } from './binaryFile';
import { KINDS, type FileKind } from './fileTypes';
import { findFiles, type Found } from './findFiles';

/** How many stored files an execution opens at once to find out what they are. */
const MAX_OPEN = 10;

/** By execution, so that one whose files are in a dead store holds up no other. */
const semaphores = new WeakMap<object, Semaphore>();

function semaphoreFor(context: IExecuteSingleFunctions): Semaphore {
	const execution = context.getExecuteData();
	const semaphore = semaphores.get(execution) ?? new Semaphore(MAX_OPEN);
	semaphores.set(execution, semaphore);
	return semaphore;
}

/** What a type means to somebody who expects a video or an image. */
const TYPE_WORDS: Readonly<Record<string, string>> = {
	'text/html': 'a web page, which is what an expired link returns',
	'application/json': 'JSON, which is what an API returns for an error',
	'text/plain': 'plain text',
	'image/jpeg': 'a JPEG image',
	'image/png': 'a PNG image',
	'image/gif': 'a GIF image',
	'image/webp': 'a WebP image',
	'image/svg+xml': 'an SVG image',
	'image/heic': 'a HEIC image',
	'image/avif': 'an AVIF image',
	'image/bmp': 'a BMP image',
	'image/tiff': 'a TIFF image',
	'video/mp4': 'an MP4 video',
	'video/webm': 'a WebM video',
	'video/quicktime': 'a QuickTime video',
	'video/x-msvideo': 'an AVI video',
	'video/x-matroska': 'a Matroska video',
	'video/x-flv': 'a Flash video',
	'video/mpeg': 'an MPEG video',
	'video/mp2t': 'an MPEG transport stream',
	'video/x-ms-wmv': 'a Windows Media video',
	'audio/mpeg': 'an MP3 audio file',
	'audio/wav': 'a WAV audio file',
	'audio/ogg': 'an Ogg audio file',
	'audio/webm': 'a WebM audio file',
	'audio/aac': 'an AAC audio file',
	'audio/m4a': 'an M4A audio file',
	'audio/flac': 'a FLAC audio file',
	'application/pdf': 'a PDF document',
	'application/zip': 'a ZIP archive',
	'application/gzip': 'a gzip archive',
};

const wordsFor = (type: string | undefined) =>
	type === undefined ? 'of an unknown type' : (TYPE_WORDS[type] ?? type);

/** What is wrong with a file. */
export interface FileProblem {
	/** Without the full stop at its end. */
	sentence: string;
	isWrongType?: boolean;
}

/** Why a field does not take a file, by what is known of it; undefined if it does. */
export function problemWith(
	file: BinaryFile,
	{ type, size }: FileFacts,
	kind: FileKind,
): FileProblem | undefined {
	if (size === 0) return { sentence: `${file} is empty` };
	if (type !== undefined && KINDS[kind].types.includes(type)) return undefined;
	return { sentence: `${file} is ${wordsFor(type)}`, isWrongType: true };
}

async function problemOf(
	context: IExecuteSingleFunctions,
	file: BinaryFile,
	kind: FileKind,
): Promise<FileProblem | undefined> {
	try {
		const signal = context.getExecutionCancelSignal();
		const inspecting = semaphoreFor(context).run(async () => {
			if (signal?.aborted) throw aborted();
			return await file.inspect(context.helpers, signal);
		});
		// Nobody waits for a turn after the execution was stopped.
		return problemWith(file, await abortable(inspecting, signal), kind);
	} catch (error) {
		return { sentence: `${file} cannot be read: ${sanitizeUserText((error as Error).message)}` };
	}
}

async function problemIn(
	context: IExecuteSingleFunctions,
	found: Found[],
	kind: FileKind,
): Promise<string | undefined> {
	const problems = await Promise.all(
		found.map(async (file) =>
			typeof file === 'string' ? { sentence: file } : await problemOf(context, file, kind),
		),
	);
	const present = problems.filter((problem) => problem !== undefined);
	if (present.length === 0) return undefined;
	const sentences = present.map(({ sentence }) => sentence);
	if (present.some(({ isWrongType }) => isWrongType)) {
		sentences.push(`This field takes ${KINDS[kind].words}`);
	}
	return sentences.join('. ');
}

/** The files that the value of a field stands for. */
function filesFor(
	context: IExecuteSingleFunctions,
	parameter: string,
	value: unknown,
	{ kind, min, max }: { kind: FileKind; min: number; max: number },
): { files?: BinaryFile[]; problem?: Validation['problem'] } {
	const saved = context.getNode().parameters[parameter];
	const found = findFiles(context, { value, saved }, max);
	if (!found) return invalid(`must name an input field that holds a file, but is ${quoted(value)}`);

	const range = max === 1 ? 'one file' : `${min} to ${max} images`;
	if (typeof found === 'number') return invalid(`takes ${range}, but has ${found}`);
	// A name that is not there is the nearer reason why there are too few.
	if (found.length < min && found.every((file) => typeof file !== 'string')) {
		return invalid(`takes ${range}, but has ${found.length}`);
	}
	const files = found.filter((file) => file instanceof BinaryFile);
	return {
		files: files.length === found.length ? files : undefined,
		problem: problemIn(context, found, kind),
	};
}

/**
 * Validates `binaryPropertyName`. The value becomes a BinaryFile. A problem that begins with a capital letter or a quotation mark
 * consists of whole sentences, the last one without its full stop; any other is the end of a sentence.
 *
 * @param kind what the file may be: a video to be posted, or any of the types of "Media upload"
 */
export const oneFile =
	(kind: 'video' | 'media'): Validate =>
	(value, { context }) => {
		if (isNothing(value)) {
			return invalid('is empty; enter the name of the input field that holds the file');
		}
		const options = { kind, min: 1, max: 1 };
		const { files, problem } = filesFor(context, 'binaryPropertyName', value, options);
		return { value: files?.[0], problem };
	};

/** Validates `binaryPropertyNames`, whose value becomes an array of BinaryFile; the problems are like those of `oneFile`. */
export const imageFiles: Validate = (value, { context }) => {
	if (value === undefined || value === null) {
		return invalid('resolves to nothing; check its expression, or leave the field empty');
	}
	const options = { kind: 'carousel' as const, ...CAROUSEL_IMAGES };
	const { files, problem } = filesFor(context, 'binaryPropertyNames', value, options);
	return { value: files, problem };
};
