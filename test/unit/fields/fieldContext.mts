import type { IExecuteSingleFunctions } from 'n8n-workflow';

import type { Field, Values } from '../../../nodes/shared/validation/validation';

interface Surroundings {
	resource?: string;
	/** The zone of the workflow. */
	zone?: string;
	/** The values of other fields. */
	values?: Values;
	/** The parameters as the workflow saves them. */
	parameters?: Record<string, unknown>;
}

/** The value of a field as it is sent, or what is wrong with it, in words that begin with `!`. */
export async function validate(
	{ validate: validator }: Field,
	value: unknown,
	{ resource = 'video', zone = 'UTC', values = {}, parameters = {} }: Surroundings = {},
): Promise<unknown> {
	const context = { getTimezone: () => zone, getNode: () => ({ parameters }) };
	const validation = validator?.(value, {
		context: context as unknown as IExecuteSingleFunctions,
		resource,
		values,
		invalidFields: new Set(),
	});
	const problem = await validation?.problem;
	return problem === undefined ? validation?.value : `!${problem}`;
}
