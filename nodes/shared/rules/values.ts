import { isNothing, isText, show } from './list';
import { breaks, takes, type Rule } from './rule';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text has the form that the API documents for the ID of an account: "string (UUID)". */
export const isUuid = (text: string) => UUID.test(text);

/** What an ID may hold that becomes part of a URL: nothing that a URL parser, or n8n's expressions, would read otherwise. */
const ID = /^[\w-]+$/;

/** Whether a value may be the ID of a media or of a job, whoever named it. */
export const isId = (value: unknown): value is string =>
	typeof value === 'string' && ID.test(value);

/**
 * An ID, without the blanks that came along when it was copied.
 *
 * @param what what the ID is, as an error names it
 * @param advice what to do where there is none
 */
export const id = (what: string, advice: string): Rule =>
	function (value) {
		if (isNothing(value)) return breaks(`is empty; ${advice}`);
		return isText(value) && isId(value.trim())
			? takes(value.trim())
			: breaks(`must be ${what}: letters, digits, - and _ only, but is ${show(value)}`);
	};

/** `tiktokAccountId`: a UUID, as in both parameter tables. */
export const accountId: Rule = (value) => {
	if (isNothing(value)) return breaks('is empty; choose a connected account from the list');
	return isText(value) && isUuid(value.trim())
		? takes(value.trim())
		: breaks(
				`must be the ID of a connected account, a UUID, but is ${show(value)}; choose it from the list`,
			);
};

/** One of the values that are documented, and nothing else. */
export const oneOf = (...values: string[]): Rule =>
	function (value) {
		const text = typeof value === 'string' ? value.trim() : '';
		if (values.includes(text)) return takes(text);
		const words = `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
		return breaks(`must be ${values.length > 2 ? 'one of ' : ''}${words}, but is ${show(value)}`);
	};

const SWITCHES = new Map([
	['true', true],
	['false', false],
]);

/** A switch; spreadsheets have it as the text TRUE or FALSE. */
export const toggle: Rule = (value) => {
	const on = typeof value === 'string' ? SWITCHES.get(value.trim().toLowerCase()) : value;
	return typeof on === 'boolean'
		? takes(on)
		: breaks(`must be true or false, but is ${show(value)}`);
};

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** A number, or the text of one, as spreadsheets have it; undefined for anything else. */
function numberOf(value: unknown): number | undefined {
	const isNumber = typeof value === 'string' && NUMBER.test(value.trim());
	const number = isNumber ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/**
 * A whole number.
 *
 * @param what what it is, as an error names it, up to its limits
 */
export const whole = (what: string, least: number, most = Infinity): Rule =>
	function (value) {
		const number = numberOf(value);
		if (Number.isInteger(number) && Number(number) >= least && Number(number) <= most) {
			return takes(number);
		}
		const range = most === Infinity ? `${least} or more` : `${least} to ${most}`;
		return breaks(`must be ${what}, ${range}, but is ${show(value)}`);
	};

/** A number of seconds that a wait can keep: at least 1. */
export const seconds: Rule = (value) => {
	const number = numberOf(value);
	return number !== undefined && number >= 1
		? takes(number)
		: breaks(`must be a number of seconds, 1 or more, but is ${show(value)}`);
};

/** A rule of how to wait. An expression may turn Wait for Completion off for one item, whose fields n8n shows all the same. */
export const whereWaited = (rule: Rule): Rule =>
	function (value, beside) {
		return beside.fields.waitForCompletion === false ? takes(undefined) : rule(value, beside);
	};
