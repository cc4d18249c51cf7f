import type { INodePropertyOptions } from 'n8n-workflow';

import { isNothing, plainText, quoted } from './text';
import { invalid, valid, type Validate } from './validation';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What an ID may hold that becomes part of a URL: nothing that a URL parser, or n8n's expressions, would read otherwise. */
const ID = /^[\w-]+$/;

/** The address in a text, if it is one of http or https. */
export function httpUrl(text: string): URL | undefined {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** What JavaScript writes for a value that is missing. */
const MISSING = /^(null|undefined|NaN)$/;

/** Whether a text has the form that the API documents for the ID of an account: "string (UUID)". */
export const isUuid = (text: string) => UUID.test(text);

/** Whether a value may be the ID of a media or of a job, whoever named it. */
export const isId = (value: unknown): value is string =>
	typeof value === 'string' && ID.test(value) && !MISSING.test(value);

/** An ID; an error says what it is, or what to do if there is none. */
export const id = (what: string, advice: string): Validate =>
	function (value) {
		if (isNothing(value)) return invalid(`is empty; ${advice}`);
		const text = plainText(value);
		return isId(text)
			? valid(text)
			: invalid(`must be ${what}: letters, digits, - and _ only, but is ${quoted(value)}`);
	};

/** One of the options of a field, by its value or by the name that the panel shows, in any case. */
export const oneOf = (options: INodePropertyOptions[]): Validate =>
	function (value) {
		const text = plainText(value).toLowerCase();
		const option = options.find(({ value: known, name }) =>
			[String(known), name].some((word) => word.toLowerCase() === text),
		);
		if (option) return valid(option.value);
		const names = options.map(({ name }) => name);
		const words = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
		return invalid(`must be ${names.length > 2 ? 'one of ' : ''}${words}, but is ${quoted(value)}`);
	};

/** A switch; spreadsheets have it as the text TRUE or FALSE. */
export const toggle: Validate = (value) => {
	const text = typeof value === 'boolean' ? String(value) : plainText(value).toLowerCase();
	return text === 'true' || text === 'false'
		? valid(text === 'true')
		: invalid(`must be true or false, but is ${quoted(value)}`);
};

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** A number, or the text of one, as spreadsheets have it; undefined for anything else. */
export function numberIn(value: unknown): number | undefined {
	const text = plainText(value);
	const number = NUMBER.test(text) ? Number(text) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A whole number; an error says what it is. */
export const integer = (what: string, min: number, max = Infinity): Validate =>
	function (value) {
		const number = numberIn(value);
		if (Number.isInteger(number) && Number(number) >= min && Number(number) <= max) {
			return valid(number);
		}
		const range = max === Infinity ? `${min} or more` : `${min} to ${max}`;
		return invalid(`must be ${what}, ${range}, but is ${quoted(value)}`);
	};

/** A number of seconds, 1 or more. */
export const seconds: Validate = (value) => {
	const number = numberIn(value);
	return number !== undefined && number >= 1
		? valid(number)
		: invalid(`must be a number of seconds, 1 or more, but is ${quoted(value)}`);
};
