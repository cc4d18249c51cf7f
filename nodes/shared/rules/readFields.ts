import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { show } from './list';
import type { Beside, FieldRule, Fields, Rules, Ruling } from './rule';
import { RULES } from './table';

export type { Fields } from './rule';

/** Whether the node holds a parameter: n8n has removed what the screen does not show, in collections what was not added. */
function isOn(parameters: unknown, path: string): boolean {
	const [name = '', ...rest] = path.split('.');
	if (typeof parameters !== 'object' || parameters === null) return false;
	if (!Object.hasOwn(parameters, name)) return false;
	return rest.length === 0 || isOn((parameters as IDataObject)[name], rest.join('.'));
}

/** The parts of a request that n8n's routing fills with fields. */
export type Parts = Pick<IHttpRequestOptions, 'body' | 'qs'>;

/** What n8n's routing has made of a parameter, or will make of it. */
interface Found {
	value: unknown;
	/** Where the value goes out, where it does. */
	sent?: { place: IDataObject; name: string };
}

/** Finds the value that is sent: an expression such as `$now` gives something else when it is resolved again. */
function find(
	context: IExecuteSingleFunctions,
	request: Parts,
	path: string,
	{ sent, as }: FieldRule,
): Found {
	const place = (sent && request[sent]) as IDataObject | undefined;
	const names = as ?? [path.slice(path.lastIndexOf('.') + 1)];
	const name = names.find((one) => place && Object.hasOwn(place, one));
	if (place && name !== undefined) return { value: place[name], sent: { place, name } };
	return { value: context.getNodeParameter(path, undefined, { extractValue: true }) };
}

/** Applies a rule, and puts what the API takes in the place of what was there. */
function read(path: string, field: FieldRule, request: Parts, beside: Beside): Ruling {
	let ruling: Ruling;
	try {
		const found = find(beside.context, request, path, field);
		ruling = field.rule(found.value, beside);
		if (typeof ruling.broken !== 'string' && found.sent) {
			// What is undefined is not sent.
			found.sent.place[found.sent.name] = ruling.value as IDataObject;
		}
	} catch (error) {
		ruling = { broken: `cannot be read: ${show((error as Error).message)}` };
	}
	return ruling;
}

/**
 * Reads every field that the node shows by its rule, and puts what goes out into the body or the query as the API takes it.
 * That is done before the first pause, so that all items of a batch come in within one turn of n8n's event loop; only the
 * check of files takes its time.
 *
 * @param request the item's request, whose `body` and `qs` n8n's routing has built; they are changed in place
 * @param moreRules rules of fields that are not in the table: those of files
 * @returns the fields by parameter path, as they were read, and a sentence for each rule that is broken, which begins with the
 * field's label
 */
export async function readFields(
	context: IExecuteSingleFunctions,
	request: Parts,
	moreRules: Rules = {},
): Promise<{ fields: Fields; broken: string[] }> {
	const { parameters } = context.getNode();
	const { resource, operation } = parameters as Record<string, string>;
	const fields: Fields = {};
	const wrong = new Set<string>();
	const body = (request.body ?? {}) as IDataObject;
	const beside = { context, resource, operation, body, fields, wrong } as Beside;
	const sentences: Array<Promise<string | undefined>> = [];

	for (const [path, field] of [...Object.entries(moreRules), ...Object.entries(RULES)]) {
		const ruling = isOn(parameters, path) ? read(path, field, request, beside) : undefined;
		if (!ruling) continue;
		if (typeof ruling.broken === 'string') wrong.add(path);
		else fields[path] = ruling.value;
		sentences.push(
			Promise.resolve(ruling.broken).then((words) => words && `${field.label} ${words}`),
		);
	}
	const broken = await Promise.all(sentences);
	return { fields, broken: broken.filter((sentence) => sentence !== undefined) };
}
