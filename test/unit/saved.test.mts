import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyMode,
	INodePropertyOptions,
} from 'n8n-workflow';

import { WondaApi } from '../../credentials/WondaApi.credentials';
import { WondaTikTok } from '../../nodes/WondaTikTok/WondaTikTok.node';
import { WondaTikTokTrigger } from '../../nodes/WondaTikTokTrigger/WondaTikTokTrigger.node';

type Option = INodePropertyOptions | INodeProperties | INodePropertyCollection;

/** A list that is longer is not the project's own: the time zones. */
const LONGEST_LIST = 20;

/** What a saved workflow depends on: a name with its type and default, a value of a list, a mode of a locator. */
function linesOf(option: Option | INodePropertyMode, indent = ''): string[] {
	const {
		name,
		type,
		default: usual,
		options = [],
		modes = [],
		values = [],
	} = option as INodeProperties & Partial<INodePropertyCollection>;
	if (type === 'notice') return [];
	const value = 'value' in option ? [`${indent}= ${JSON.stringify(option.value)}`] : undefined;
	const shown = usual === undefined ? '' : ` (${JSON.stringify(usual)})`;
	return [
		...(value ?? [`${indent}${name}: ${type ?? 'entries'}${shown}`]),
		...(options.length > LONGEST_LIST ? [] : [...options, ...modes, ...values]).flatMap((one) =>
			linesOf(one, `${indent}  `),
		),
	];
}

/** The lines of all properties, each once: a field may be shown on several screens. */
const saved = (properties: INodeProperties[]) =>
	[...new Set(properties.map((property) => linesOf(property).join('\n')))].join('\n').split('\n');

// Saved workflows and credentials depend on these. Whoever changes one says so with `npm test -- -u`.
test.each([
	['wondaTikTok', new WondaTikTok().description.properties],
	['wondaTikTokTrigger', new WondaTikTokTrigger().description.properties],
	['wondaApi', new WondaApi().properties],
])('names, values and defaults of %s', (_name, properties) => {
	expect(saved(properties)).toMatchSnapshot();
});
