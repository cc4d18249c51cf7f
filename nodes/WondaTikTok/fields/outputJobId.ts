import type { INodeProperties } from 'n8n-workflow';

/**
 * The job that an operation is about.
 *
 * @param path the endpoint's path up to the job's ID, with a slash at its end
 */
function outputJobId(path: string): INodeProperties {
	return {
		displayName: 'Job ID',
		name: 'outputJobId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 019e1b76-74d7-8c7e-a927-6bd34bfaa114',
		description: 'The <code>outputJobId</code> that publishing or scheduling gave',
		routing: {
			request: { url: `=${path}{{ encodeURIComponent(String($value).trim()) }}` },
		},
	};
}

export const publishJobId = outputJobId('/jobs/publish/');

export const scheduledJobId = outputJobId('/publish/scheduled/');
