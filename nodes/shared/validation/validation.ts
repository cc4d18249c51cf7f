import type { IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

/** The validated values of an item's fields, by parameter path: `outputJobId`, `waitOptions.timeout`. */
export type Values = Record<string, unknown>;

/** What a validator may look at beside the value. */
export interface FieldContext {
	context: IExecuteSingleFunctions;
	/** The resource that the node works on, by its value in saved workflows: `video`, `carousel`, … */
	resource: string;
	/** The values of the fields before this one. */
	values: Values;
	/** Paths of the fields before this one whose value is invalid. */
	invalidFields: ReadonlySet<string>;
}

/** What a validator says of a value. */
export interface Validation {
	/** The value as the API takes it; undefined is not sent. */
	value?: unknown;
	/** What is wrong, as the end of a sentence that begins with the field's name; only a file may take its time. */
	problem?: string | Promise<string | undefined>;
}

/** Validates the value of a field. It must not throw. */
export type Validate = (value: unknown, fieldContext: FieldContext) => Validation;

/** A field of an operation: what the panel shows, and how its value is validated. */
export interface Field {
	/** Operations that share a field share this object. */
	property: INodeProperties;
	/** A notice has no value, and a collection those of its fields. */
	validate?: Validate;
	/** Whether the validator needs the values of fields that the panel shows behind this one. */
	isValidatedLast?: true;
	/** What can be added to a collection. */
	fields?: Field[];
}

export const valid = (value: unknown): Validation => ({ value });

export const invalid = (problem: string): Validation => ({ problem });
