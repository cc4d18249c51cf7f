import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

/** The values of an item's fields as they were read, by parameter path: `outputJobId`, `waitOptions.timeout`. */
export type Fields = Record<string, unknown>;

/** What a rule may look at beside the value. */
export interface Beside {
	context: IExecuteSingleFunctions;
	/** The operation that the node runs, by the values that a saved workflow holds. */
	resource: string;
	operation: string;
	/** The body as far as it was read: the rules of later fields have not seen theirs. */
	body: IDataObject;
	/** The fields that were read before this one, in the order of the table. */
	fields: Fields;
	/** Paths of those whose rule is broken. */
	wrong: ReadonlySet<string>;
}

/** What a rule says of a value. */
export interface Ruling {
	/** The value as the API takes it; undefined is not sent. */
	value?: unknown;
	/** The rule that is broken, as the end of a sentence that begins with the field's label; a file takes its time. */
	broken?: string | Promise<string | undefined>;
}

/** Reads the value of a field. It must not throw, and takes its time in `broken` only. */
export type Rule = (value: unknown, beside: Beside) => Ruling;

export interface FieldRule {
	/** The field's name as the user sees it. */
	label: string;
	rule: Rule;
	/** Where the routing of the field has put its value, and where what the API takes replaces it. Others stay in n8n. */
	sent?: 'body' | 'qs';
	/** The names that it may have there; the last part of its path where none is named. */
	as?: string[];
}

/** Rules by parameter path, in the order in which they are applied. */
export type Rules = Record<string, FieldRule>;

export const takes = (value: unknown): Ruling => ({ value });

export const breaks = (broken: string): Ruling => ({ broken });
