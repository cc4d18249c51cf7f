import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { Failure } from '../failures/failure';

/**
 * Checks a field, and may replace it in the body by what the API takes. It must not throw.
 *
 * @returns the rule that the value breaks, as the end of a sentence that begins with the field's name
 */
export type FieldRule = (
	this: IExecuteSingleFunctions,
	body: IDataObject,
) => string | undefined | Promise<string | undefined>;

/** What the rules of an item's fields say, or will say, by its request. */
const findings = new WeakMap<object, Array<Promise<string | undefined>>>();

/**
 * `preSend` hook that applies a rule to a field. What it finds is said before any request of the batch. The hook itself
 * neither throws nor waits for a rule that takes its time: then it would not come in with the other items.
 *
 * @param field the field's name as the user sees it
 */
export function checked(field: string, rule: FieldRule) {
	return async function (
		this: IExecuteSingleFunctions,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const finding = Promise.resolve(rule.call(this, request.body as IDataObject));
		const sentence = finding.then((broken) => broken && `${field} ${broken}`);
		findings.set(request, [...(findings.get(request) ?? []), sentence]);
		return request;
	};
}

/**
 * What the fields' rules found wrong with an item.
 *
 * @param request the item's request
 * @param item index of the item
 */
export async function brokenRulesOf(request: object, item: number): Promise<Failure | undefined> {
	const broken = (await Promise.all(findings.get(request) ?? [])).filter(Boolean);
	if (broken.length === 0) return undefined;

	return new Failure('invalid', {
		message: broken.join('. '),
		description: `Correct the fields of item ${item} and run again. Nothing was sent for it.`,
	});
}
