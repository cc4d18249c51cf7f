import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { KINDS, type FileKind } from './fileType';
import type { InputFile } from './inputFile';
import { findFiles } from './inputFiles';
import { isNothing, show } from '../rules/list';
import { IMAGES } from '../rules/posts';
import { breaks, type Rule, type Rules, type Ruling } from '../rules/rule';
import { runOf } from '../run/run';
import { shown } from './words';

/** What is wrong with a file, as the end of a sentence; undefined when it may go up. */
async function complaintAbout(
	context: IExecuteSingleFunctions,
	file: InputFile | string,
	kind: FileKind,
): Promise<string | undefined> {
	if (typeof file === 'string') return file;
	try {
		const { fileLooks } = runOf(context);
		const stop = context.getExecutionCancelSignal();
		const { type, size } = await file.inspect(context.helpers, fileLooks, stop);
		if (size === 0) return `names ${file}, which is empty`;
		if (type && (KINDS[kind].types as readonly string[]).includes(type)) return undefined;
		return `names ${file}, which is ${type ? shown(type) : 'of an unknown type'}`;
	} catch (error) {
		return `names ${file}, which cannot be read: ${shown((error as Error).message)}`;
	}
}

async function complaints(
	context: IExecuteSingleFunctions,
	files: Array<InputFile | string>,
	kind: FileKind,
): Promise<string | undefined> {
	const all = await Promise.all(files.map((file) => complaintAbout(context, file, kind)));
	const wrong = all.filter((complaint) => complaint !== undefined);
	if (wrong.length === 0) return undefined;
	return `${wrong.join('; ')}. It takes ${KINDS[kind].words}`;
}

/**
 * The files that the user named take the place of their names in the body; `withMediaIds` makes media IDs of them.
 * They stand there before the first pause, so that rules of other fields find them.
 */
function filesFor(
	context: IExecuteSingleFunctions,
	value: unknown,
	{ min, max, kind }: { min: number; max: number; kind: FileKind },
): Ruling {
	if (isNothing(value)) {
		return breaks('is empty; enter the name of the input field that holds the file');
	}
	const range = max === 1 ? 'one file' : `${min} to ${max} images`;
	const files = findFiles(context, value, max);
	if (!files) return breaks(`must name an input field that holds a file, but is ${show(value)}`);
	if (typeof files === 'number') return breaks(`takes ${range}, but has ${files}`);
	// A name that is not there is the nearer reason why there are too few.
	if (files.length < min && files.every((file) => typeof file !== 'string')) {
		return breaks(`takes ${range}, but has ${files.length}`);
	}
	return { value: max === 1 ? files[0] : files, broken: complaints(context, files, kind) };
}

/** `binaryPropertyName`: one of the documented types ("Media upload"), and a video where it is to be posted. */
const oneFile: Rule = (value, { context, resource }) =>
	filesFor(context, value, { min: 1, max: 1, kind: resource === 'video' ? 'video' : 'media' });

/** `binaryPropertyNames`: "2 to 35 media IDs. TikTok carousels only accept JPEG and WebP images." */
const images: Rule = (value, { context }) =>
	filesFor(context, value, { ...IMAGES, kind: 'carousel' });

/** The rules of the fields that name files. */
export const FILE_RULES: Rules = {
	binaryPropertyName: {
		label: 'Input Binary Field',
		rule: oneFile,
		sent: 'body',
		as: ['mediaId', 'file'],
	},
	binaryPropertyNames: {
		label: 'Input Binary Fields',
		rule: images,
		sent: 'body',
		as: ['mediaIds'],
	},
};
