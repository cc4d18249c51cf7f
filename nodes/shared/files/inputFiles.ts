import type { IBinaryData, IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { InputFile } from './inputFile';
import { asList, isNothing, isText, show } from '../rules/list';
import { shown } from './words';

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** What tells n8n's object for a file from any other one. */
const MARKS = ['mimeType', 'fileName', 'fileExtension'];

/** What is read of it; all of them texts. `$binary` leaves out the content of files in memory. */
const TEXTS = [...MARKS, 'id', 'data'];

/**
 * n8n's object for a file, which an expression such as `{{ $binary.data }}` gives in place of the field's name. An item may
 * hold any object, so what is read of one has to be its own, and a text.
 *
 * @returns undefined when the value is none
 */
function asBinary(value: unknown): Partial<IBinaryData> | undefined {
	if (!isObject(value)) return undefined;
	const own = Object.entries(value).filter(([, held]) => held !== undefined && held !== null);
	const isOne =
		own.some(([name]) => MARKS.includes(name)) &&
		own.every(([name, held]) => typeof held === 'string' || !TEXTS.includes(name));
	return isOne ? (Object.fromEntries(own) as Partial<IBinaryData>) : undefined;
}

/** Whether its content can be had: from n8n's store, or as it is. */
const hasContent = (binary: Partial<IBinaryData> | undefined): binary is IBinaryData =>
	binary !== undefined && (Boolean(binary.id) || binary.data !== undefined);

/** The item's files by field name. */
const filesOf = (context: IExecuteSingleFunctions) => context.getInputData().binary ?? {};

const holds = (file: IBinaryData | undefined, binary: Partial<IBinaryData>) =>
	hasContent(file) && Object.entries(binary).every(([name, value]) => file[name] === value);

/** The item's files that an object without content may stand for; one where all of them are the same. */
function alike(context: IExecuteSingleFunctions, binary: Partial<IBinaryData>): IBinaryData[] {
	const files = Object.values(filesOf(context)).filter((file) => holds(file, binary));
	const [first] = files;
	return files.every(({ id, data }) => id === first?.id && data === first?.data)
		? files.slice(0, 1)
		: files;
}

function named(context: IExecuteSingleFunctions, field: string): IBinaryData | undefined {
	try {
		// n8n's own look-up: where a workflow keeps its files in the JSON, the name is a path.
		const binary = asBinary(context.helpers.assertBinaryData(field));
		return hasContent(binary) ? binary : undefined;
	} catch {
		return undefined;
	}
}

/**
 * The file that a name, or n8n's object for a file, stands for.
 *
 * @returns the file, or what is wrong with the entry, as the end of a sentence that begins with the field's label
 */
function fileFor(
	context: IExecuteSingleFunctions,
	entry: unknown,
	index: number,
): InputFile | string {
	if (isNothing(entry)) return `has nothing at position ${index + 1}`;
	if (isText(entry)) {
		const field = entry.trim();
		const binary = named(context, field);
		return binary
			? new InputFile(binary, field)
			: `names “${shown(field)}”, which is not there; ${present(context)}`;
	}
	const object = asBinary(entry);
	if (!object) return `has no file at position ${index + 1} but ${show(entry)}`;
	if (hasContent(object)) return new InputFile(object);

	const [file, ...others] = alike(context, object);
	if (!file) return `names a file that is not there; ${present(context)}`;
	if (others.length === 0) return new InputFile(file);
	return `names ${new InputFile(file).toString()}, one of ${others.length + 1} files that look alike; enter the names of their fields`;
}

/** So many names of fields tell a user enough. */
const NAMES = 10;

function present(context: IExecuteSingleFunctions): string {
	const names = Object.keys(filesOf(context));
	if (names.length === 0) return 'the item has no files';
	const first = names.slice(0, NAMES).map((name) => `“${shown(name)}”`);
	const more = names.length > NAMES ? ` and ${names.length - NAMES} more` : '';
	return `the item has ${first.join(', ')}${more}`;
}

/** The entries of a field: names, n8n's objects for files, or `{{ $binary }}` as a whole. */
function entriesOf(context: IExecuteSingleFunctions, value: unknown): unknown[] | undefined {
	if (asBinary(value)) return [value];
	if (!isObject(value)) return asList(value);

	const binaries = Object.entries(value).map(([name, one]) => ({ name, binary: asBinary(one) }));
	if (binaries.some(({ binary }) => !binary)) return undefined;
	const files = filesOf(context);
	// Files that look alike are told from one another by their fields.
	return binaries.map(({ name, binary }) =>
		binary && Object.hasOwn(files, name) && holds(files[name], binary) ? files[name] : binary,
	);
}

/**
 * The files that the value of a field stands for, in its order.
 *
 * @param value name of a field that holds a file, n8n's object for a file, or a list of these
 * @param most a longer list is not looked through
 * @returns the file, or what is wrong, for each entry; the number of entries where they are too many; undefined when the
 * value is no list at all
 */
export function findFiles(
	context: IExecuteSingleFunctions,
	value: unknown,
	most: number,
): Array<InputFile | string> | number | undefined {
	const entries = entriesOf(context, value);
	if (entries === undefined || entries.length > most) return entries?.length;
	return entries.map((entry, index) => fileFor(context, entry, index));
}
