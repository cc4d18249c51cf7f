import type { INodePropertyOptions } from 'n8n-workflow';

import { valid, type Validate, type Field } from '../../shared/validation/validation';
import { oneOf, seconds, toggle } from '../../shared/validation/values';

/** An expression may turn Wait for Completion off for one item, whose wait options n8n hands over all the same. */
const ifWaiting =
	(validate: Validate): Validate =>
	(value, fieldContext) =>
		fieldContext.values.waitForCompletion === false
			? valid(undefined)
			: validate(value, fieldContext);

const ON_TIMEOUT: INodePropertyOptions[] = [
	{
		name: 'Output Last Status',
		value: 'output',
		description: 'Return the last known status of the job',
	},
	{
		name: 'Throw Error',
		value: 'error',
		description: 'Fail with an error that contains the ID of the job',
	},
];

const OPTIONS: Field[] = [
	{
		property: {
			displayName: 'Max Poll Interval (Seconds)',
			name: 'maxPollInterval',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 5,
			description: 'Maximum seconds between status checks',
		},
		validate: ifWaiting(seconds),
	},
	{
		property: {
			displayName: 'On Timeout',
			name: 'onTimeout',
			type: 'options',
			options: ON_TIMEOUT,
			default: 'error',
			description: 'What to do if the job does not end in time',
		},
		validate: ifWaiting(oneOf(ON_TIMEOUT)),
	},
	{
		property: {
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 300,
			description: 'Maximum seconds to wait for the job to end',
		},
		validate: ifWaiting(seconds),
	},
];

export const waitOptions: Field = {
	property: {
		displayName: 'Wait Options',
		name: 'waitOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: OPTIONS.map(({ property }) => property),
	},
	fields: OPTIONS,
};

const waitForCompletion: Field = {
	property: {
		displayName: 'Wait for Completion',
		name: 'waitForCompletion',
		type: 'boolean',
		default: true,
		description:
			'Whether to wait until the job has succeeded or failed. If off, the node outputs the job as soon as Wonda accepts it.',
	},
	validate: toggle,
};

/** Wait for Completion, with the options that count while it is on. */
export const waitFields: Field[] = [
	waitForCompletion,
	{
		...waitOptions,
		property: { ...waitOptions.property, displayOptions: { show: { waitForCompletion: [true] } } },
	},
];
