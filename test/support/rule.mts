import type { IDataObject, IExecuteSingleFunctions, INode } from 'n8n-workflow';

import type { Beside, Ruling } from '../../nodes/shared/rules/rule';
import { RULES } from '../../nodes/shared/rules/table';

/** What a test gives beside the value. */
interface Given extends Partial<Omit<Beside, 'context'>> {
	/** Parameters of the node, as they were saved. */
	parameters?: IDataObject;
	/** Time zone of the workflow. */
	zone?: string;
}

/**
 * Applies the rule of a field.
 *
 * @param path the field's parameter path
 */
export function judge(path: string, value: unknown, given: Given = {}): Ruling {
	const { parameters = {}, zone = 'UTC', ...beside } = given;
	const field = RULES[path];
	if (!field) throw new Error(`There is no rule for ${path}`);
	const context: Partial<IExecuteSingleFunctions> = {
		getNode: () => ({ parameters }) as INode,
		getTimezone: () => zone,
	};
	return field.rule(value, {
		context: context as IExecuteSingleFunctions,
		resource: 'video',
		operation: 'publish',
		body: {},
		fields: {},
		wrong: new Set(),
		...beside,
	});
}
