import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { quoted } from './text';
import { invalid, type FieldContext, type Validation, type Values, type Field } from './validation';

/** The parts of a request that n8n's routing fills with fields. */
type Parts = Pick<IHttpRequestOptions, 'body' | 'qs'>;

/** What was read of an item's fields. */
export interface ReadFields {
	values: Values;
	/** What the panel calls the fields, by path. */
	labels: Record<string, string>;
	/** A sentence for each invalid field, which begins with its name. */
	problems: Promise<string[]>;
}

interface Located {
	path: string;
	field: Field;
}

/** The fields with their parameter paths, those of collections included, in the order in which they are validated. */
function locate(fields: Field[]): Located[] {
	const all = fields.flatMap(({ property, ...field }): Located[] => [
		{ path: property.name, field: { property, ...field } },
		...(field.fields ?? []).map((inner) => ({
			path: `${property.name}.${inner.property.name}`,
			field: inner,
		})),
	]);
	const isLast = ({ field }: Located) => field.isValidatedLast === true;
	return [...all.filter((one) => !isLast(one)), ...all.filter(isLast)];
}

/** Whether the node holds a parameter: n8n removes what the panel does not show, and a collection has only what was added. */
function isShown(parameters: unknown, path: string): boolean {
	const [name = '', ...rest] = path.split('.');
	if (typeof parameters !== 'object' || parameters === null) return false;
	if (!Object.hasOwn(parameters, name)) return false;
	return rest.length === 0 || isShown((parameters as IDataObject)[name], rest.join('.'));
}

/** Where n8n's routing has put the value of a field, if it did. */
function placeIn(
	request: Parts,
	{ property }: Field,
): { place: IDataObject; name: string } | undefined {
	const { type, property: name } = property.routing?.send ?? {};
	const place = (type === 'body' ? request.body : request.qs) as IDataObject | undefined;
	return name !== undefined && place && Object.hasOwn(place, name) ? { place, name } : undefined;
}

/** Validates one field, and puts the value as the API takes it in the place of what was there. */
function validated(
	request: Parts,
	{ path, field }: Located,
	fieldContext: FieldContext,
): Validation {
	try {
		const sent = placeIn(request, field);
		// An expression such as `$now` gives something else when it is resolved again, so the value that is sent counts.
		const value = sent
			? sent.place[sent.name]
			: fieldContext.context.getNodeParameter(path, undefined, { extractValue: true });
		const validation = field.validate?.(value, fieldContext) ?? {};
		// What is undefined is not sent.
		if (sent) sent.place[sent.name] = validation.value as IDataObject;
		return validation;
	} catch (error) {
		return invalid(`cannot be read: ${quoted((error as Error).message)}`);
	}
}

/** What is wrong with a file names the file, and is a sentence by itself. */
const sentenceOf = (label: string, problem: string) =>
	/^[\p{Lu}“]/u.test(problem) ? problem : `${label} ${problem}`;

/**
 * Validates the fields that the panel shows, and puts what is sent into the body or the query as the API takes it. All of that
 * happens before the first pause, so that every item of a batch is there within one turn of the event loop; only what is wrong
 * with a file is found out later.
 *
 * @param request the item's request as n8n's routing has built it; its `body` and `qs` are changed
 */
export function readFields(
	context: IExecuteSingleFunctions,
	request: Parts,
	fields: Field[],
): ReadFields {
	const { parameters } = context.getNode();
	const values: Values = {};
	const labels: Record<string, string> = {};
	const invalidFields = new Set<string>();
	const fieldContext = { context, resource: String(parameters.resource), values, invalidFields };
	const sentences: Array<Promise<string | undefined>> = [];

	for (const located of locate(fields)) {
		const { path, field } = located;
		if (!field.validate || !isShown(parameters, path)) continue;
		const label = field.property.displayName;
		labels[path] = label;
		const { value, problem } = validated(request, located, fieldContext);
		if (typeof problem === 'string') invalidFields.add(path);
		else values[path] = value;
		sentences.push(Promise.resolve(problem).then((text) => text && sentenceOf(label, text)));
	}
	const problems = Promise.all(sentences).then((all) =>
		all.filter((sentence) => sentence !== undefined),
	);
	return { values, labels, problems };
}
