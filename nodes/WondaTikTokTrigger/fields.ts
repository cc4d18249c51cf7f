import type { INodeProperties, INodePropertyOptions, IPollFunctions } from 'n8n-workflow';

import { Failure } from '../shared/api/failure';
import { KINDS, SOURCES } from '../shared/api/mediaLibrary';
import { quoted } from '../shared/validation/text';

const ANY = { name: 'Any', value: 'any' };

export const triggerOn: INodeProperties = {
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'New Media',
			value: 'newMedia',
			action: 'On new media',
			description: 'When a new file arrives in your Wonda media library',
		},
		{
			name: 'Scheduled Post Ended',
			value: 'scheduledPostEnded',
			action: 'On scheduled post ended',
			description: 'When a scheduled post succeeds, fails or is canceled',
		},
	],
	default: 'newMedia',
};

/** A field of one event. It takes no expression: another value each time would begin anew each time. */
const fieldOf = (event: string, field: INodeProperties): INodeProperties => ({
	...field,
	noDataExpression: true,
	displayOptions: { show: { triggerOn: [event] } },
});

export const kind = fieldOf('newMedia', {
	displayName: 'Kind',
	name: 'kind',
	type: 'options',
	options: [ANY, ...KINDS],
	default: 'video',
	description: 'Kind of file that starts the workflow',
});

export const source = fieldOf('newMedia', {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	options: [ANY, ...SOURCES],
	default: 'model_generated',
	description: 'Where the file comes from',
});

export const uploadsNotice: INodeProperties = {
	displayName:
		'Files that your workflows upload to Wonda are user uploads, too. Those that another n8n process uploaded, such as a worker in queue mode, start this workflow and may be posted twice.',
	name: 'uploadsNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { triggerOn: ['newMedia'], source: ['any', 'user_upload'] } },
};

export const outcomes = fieldOf('scheduledPostEnded', {
	displayName: 'Outcomes',
	name: 'outcomes',
	type: 'multiOptions',
	options: [
		{ name: 'Canceled', value: 'canceled' },
		{ name: 'Failed', value: 'failed' },
		{ name: 'Succeeded', value: 'succeeded' },
	],
	default: ['succeeded', 'failed'],
	description: 'Which results start the workflow',
});

/** The values that a field of options offers. */
export const valuesOf = ({ options = [] }: INodeProperties): unknown[] =>
	(options as INodePropertyOptions[]).map(({ value }) => value);

/**
 * The values that are selected in a field that takes several options.
 *
 * @throws Failure of kind `invalid` for a value that the field does not offer, and for none at all
 */
export function selected(context: IPollFunctions, field: INodeProperties): string[] {
	const { name, displayName, default: preset } = field;
	const values = [context.getNodeParameter(name, preset)].flat() as unknown[];
	const offered = valuesOf(field);
	const unknown = values.find((value) => !offered.includes(value));
	if (values.length > 0 && unknown === undefined) return values as string[];
	throw new Failure('invalid', {
		message: `${displayName} must be one of ${offered.join(', ')}, but is ${quoted(unknown)}`,
		description: `Choose ${displayName} from the list.`,
	});
}

/** The value that is selected in a field that takes one option. Throws what `selected` does. */
export const selectedOne = (context: IPollFunctions, field: INodeProperties): string =>
	String(selected(context, field)[0]);
