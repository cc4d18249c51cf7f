import type { IBinaryData, IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { InputFile } from './inputFile';
import { asList, isNothing, isText, show } from '../rules/list';

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** n8n's object for a file, which an expression such as `{{ $binary.data }}` gives in place of the field's name. */
const isBinary = (value: unknown): value is IDataObject =>
	isObject(value) && ['mimeType', 'fileName', 'fileExtension'].some((name) => name in value);

/** The item's files by field name. */
const filesOf = (context: IExecuteSingleFunctions) => context.getInputData().binary ?? {};

/** `$binary` leaves out the content of files in memory, so such an object is looked up among the item's files. */
function completed(context: IExecuteSingleFunctions, binary: IDataObject): IBinaryData | undefined {
	if (binary.id !== undefined || binary.data !== undefined) return binary as unknown as IBinaryData;

	return Object.values(filesOf(context)).find((file) =>
		Object.entries(binary).every(([name, value]) => file[name] === value),
	);
}

function named(context: IExecuteSingleFunctions, field: string): IBinaryData | undefined {
	try {
		// n8n's own look-up: where a workflow keeps its files in the JSON, the name is a path.
		return context.helpers.assertBinaryData(field);
	} catch {
		return undefined;
	}
}

/**
 * The file that a name, or n8n's object for a file, stands for.
 *
 * @returns the file, or what is wrong with the entry, as the end of a sentence
 */
function fileFor(
	context: IExecuteSingleFunctions,
	entry: unknown,
	index: number,
): InputFile | string {
	if (isNothing(entry)) return `position ${index + 1} is empty`;
	if (isText(entry)) {
		const field = entry.trim();
		const binary = named(context, field);
		return binary ? new InputFile(binary, field) : `“${field}” is not there; ${present(context)}`;
	}
	if (!isBinary(entry)) return `${show(entry)} is none`;
	const binary = completed(context, entry);
	return binary ? new InputFile(binary) : `that file is not there; ${present(context)}`;
}

function present(context: IExecuteSingleFunctions): string {
	const names = Object.keys(filesOf(context));
	return names.length > 0 ? `the item has ${names.map(show).join(', ')}` : 'the item has no files';
}

/** The entries of a field: names, n8n's objects for files, or `{{ $binary }}` as a whole. */
function entriesOf(value: unknown): unknown[] | undefined {
	if (isBinary(value)) return [value];
	if (isObject(value) && Object.values(value).every(isBinary)) return Object.values(value);
	return asList(value);
}

/**
 * The files that the value of a field stands for, in its order.
 *
 * @param value name of a field that holds a file, n8n's object for a file, or a list of these
 * @returns the file, or what is wrong, for each entry; undefined when the value is neither
 */
export function findFiles(
	context: IExecuteSingleFunctions,
	value: unknown,
): Array<InputFile | string> | undefined {
	return entriesOf(value)?.map((entry, index) => fileFor(context, entry, index));
}
