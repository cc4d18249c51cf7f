import type { INodeProperties } from 'n8n-workflow';

/** The job that an operation is about; its ID ends the path of the request. */
export const outputJobId: INodeProperties = {
	displayName: 'Job ID',
	name: 'outputJobId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 019e1b76-74d7-8c7e-a927-6bd34bfaa114',
	description: 'The <code>outputJobId</code> that publishing or scheduling gave',
};
