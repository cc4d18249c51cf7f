import type { IBinaryData, IExecuteSingleFunctions } from 'n8n-workflow';

import { isObject } from '../api/answers';
import { sanitizeUserText } from '../api/sanitize';
import { asList } from '../validation/list';
import { isNothing, isText, quoted } from '../validation/text';
import { BinaryFile } from './binaryFile';

/** A file, or a sentence that says why there is none. */
export type Found = BinaryFile | string;

/** The value of a field that names files. */
export interface FileField {
	value: unknown;
	/** As it was saved: the text of the expression, if it is one. */
	saved: unknown;
}

/** Names of fields that an error lists at most, and characters of each. */
const MAX_NAMES = 10;
const NAME_LENGTH = 200;

/** What tells n8n's object for a file from any other object. */
const MARKS = ['mimeType', 'fileName', 'fileExtension'];

/** What is read of it, all of them texts. */
const TEXTS = [...MARKS, 'id', 'data'];

/**
 * The item's own files, or one of them, as people drop them into a field. n8n leaves out the content of files in memory there,
 * but the expression itself says which they are.
 */
const OWN_FILES = /^=\s*\{\{\s*\$binary(?:\.(\w+))?\s*\}\}\s*$/;

const named = (name: string) => `“${sanitizeUserText(name, NAME_LENGTH)}”`;

/**
 * n8n's object for a file. An item may hold any object, so everything that is read of it must be its own, and a text.
 *
 * @param marks properties of which it has at least one
 */
function asBinary(value: unknown, marks = MARKS): Partial<IBinaryData> | undefined {
	if (!isObject(value)) return undefined;
	const own = Object.entries(value).filter(([, property]) => (property ?? undefined) !== undefined);
	const isBinary =
		own.some(([name]) => marks.includes(name)) &&
		own.every(([name, property]) => typeof property === 'string' || !TEXTS.includes(name));
	return isBinary ? (Object.fromEntries(own) as Partial<IBinaryData>) : undefined;
}

const hasContent = (binary: Partial<IBinaryData>): binary is IBinaryData =>
	Boolean(binary.id) || binary.data !== undefined;

/** Names of the fields of the item that hold files, in their order. */
const fieldsOf = (context: IExecuteSingleFunctions) =>
	Object.keys(context.getInputData().binary ?? {});

function listed(context: IExecuteSingleFunctions): string {
	const names = fieldsOf(context);
	if (names.length === 0) return 'It has no files at all';
	const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
	return `Found: ${names.slice(0, MAX_NAMES).map(named).join(', ')}${more}`;
}

function fileNamed(context: IExecuteSingleFunctions, text: string): Found {
	const field = text.trim();
	if (/\{\{|\$binary/.test(field)) {
		return `${named(field)} is an expression. Switch the field to Expression, or enter the name of the file’s field`;
	}
	let binary: Partial<IBinaryData> | undefined;
	try {
		// n8n's own look-up: where a workflow keeps its files in the JSON of its items, the name is a path.
		binary = asBinary(context.helpers.assertBinaryData(field), TEXTS);
	} catch {
		binary = undefined;
	}
	if (!binary && fieldsOf(context).includes(field)) {
		return `${named(field)} of this item is not a file: its content must be Base64, as text`;
	}
	if (!binary) return `This item has no file in the field ${named(field)}. ${listed(context)}`;
	return new BinaryFile({ data: '', mimeType: '', ...binary }, field);
}

function fileFor(context: IExecuteSingleFunctions, entry: unknown, index: number): Found {
	if (isNothing(entry)) return `Entry ${index + 1} of the list is empty`;
	if (isText(entry)) return fileNamed(context, entry);

	const binary = asBinary(entry);
	if (!binary) return `Entry ${index + 1} of the list is not a file but ${quoted(entry)}`;
	const file = new BinaryFile({ data: '', mimeType: '', ...binary });
	if (hasContent(binary)) return file;
	return `${file} came without its content, which n8n does not pass for files in memory. Enter the name of its field instead. ${listed(context)}`;
}

/** The entries of a field: names, n8n's objects for files, or all files of an item, as of an empty field; else undefined. */
function entriesOf(context: IExecuteSingleFunctions, { value, saved }: FileField) {
	const own = typeof saved === 'string' ? OWN_FILES.exec(saved) : null;
	if (own) return own[1] ? [own[1]] : fieldsOf(context);
	if (isNothing(value)) return fieldsOf(context);
	if (!isObject(value)) return asList(value);
	if (asBinary(value)) return [value];
	const entries = Object.values(value);
	return entries.length > 0 && entries.every((entry) => asBinary(entry)) ? entries : undefined;
}

/**
 * The files that the value of a field stands for, in its order.
 *
 * @param field whose value is the name of an input field that holds a file, n8n's object for a file, all files of an item
 * (`{{ $binary }}`), a list of these, or nothing, which stands for all files of the item
 * @param max a longer list is counted, and not looked through
 * @returns the file, or why there is none, for each entry; the number of entries if there are too many; undefined if the value is
 * no list at all
 */
export function findFiles(
	context: IExecuteSingleFunctions,
	field: FileField,
	max: number,
): Found[] | number | undefined {
	const entries = entriesOf(context, field);
	if (entries === undefined || entries.length > max) return entries?.length;
	return entries.map((entry, index) => fileFor(context, entry, index));
}
