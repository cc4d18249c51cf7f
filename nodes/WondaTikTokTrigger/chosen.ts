import type { INodeProperties, INodePropertyOptions, IPollFunctions } from 'n8n-workflow';

import { Failure } from '../shared/failures/failure';
import { show } from '../shared/rules/list';

/** The values that a field of options offers. */
export const valuesOf = ({ options = [] }: INodeProperties): unknown[] =>
	(options as INodePropertyOptions[]).map(({ value }) => value);

/**
 * What was chosen in a field that takes several options.
 *
 * @throws Failure of kind `invalid` for what the field does not offer, and for nothing
 */
export function allChosen(context: IPollFunctions, field: INodeProperties): string[] {
	const { name, displayName, default: usual } = field;
	const values = [context.getNodeParameter(name, usual)].flat() as unknown[];
	const known = valuesOf(field);
	const wrong = values.find((value) => !known.includes(value));
	if (values.length > 0 && wrong === undefined) return values as string[];
	throw new Failure('invalid', {
		message: `${displayName} must be one of ${known.join(', ')}, but is ${show(wrong)}`,
		description: `Choose ${displayName} from the list.`,
	});
}

/** What was chosen in a field that takes one option. Throws what `allChosen` does. */
export const chosen = (context: IPollFunctions, field: INodeProperties): string =>
	String(allChosen(context, field)[0]);
