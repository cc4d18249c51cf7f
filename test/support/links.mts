import type { IDataObject } from 'n8n-workflow';

import type { UsedSandbox } from './sandbox.mts';

/** Makes the function that publishes a video for each link, without waiting; the captions differ, so no two are the same post. */
export const publisherOf =
	(api: UsedSandbox) =>
	async (
		links: unknown[],
		changes: Parameters<UsedSandbox['run']>[1] = {},
		stop?: AbortSignal,
	): ReturnType<UsedSandbox['run']> =>
		await api.run(
			'video-publish',
			{
				items: links.map((fileUrl) => ({ fileUrl }) as IDataObject),
				...changes,
				parameters: {
					source: 'url',
					fileUrl: '={{ $json.fileUrl }}',
					waitForCompletion: false,
					caption: '={{ String($itemIndex) }}',
					...changes.parameters,
				},
			},
			stop,
		);
