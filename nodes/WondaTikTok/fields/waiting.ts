import type { INodeProperties } from 'n8n-workflow';

export const waitOptions: INodeProperties = {
	displayName: 'Wait Options',
	name: 'waitOptions',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Max Poll Interval (Seconds)',
			name: 'maxPollInterval',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 5,
			description:
				'Longest time between two looks at the job. The first look comes after 1 second, the next ones less and less often.',
		},
		{
			displayName: 'On Timeout',
			name: 'onTimeout',
			type: 'options',
			options: [
				{
					name: 'Output Last Status',
					value: 'output',
					description: 'Pass the job on as it was last seen',
				},
				{ name: 'Throw Error', value: 'error', description: 'Fail with the ID of the job' },
			],
			default: 'error',
			description: 'What to do when the job has not ended in time',
		},
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 300,
			description: 'Longest time to wait for the job to end',
		},
	],
};

export const waitForCompletion: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: true,
	description:
		'Whether to wait until the job has succeeded or failed. Otherwise the output is the job as it was accepted.',
};

export const waitOptionsWhenWaiting: INodeProperties = {
	...waitOptions,
	displayOptions: { show: { waitForCompletion: [true] } },
};
