import { readFileSync } from 'node:fs';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { MEDIA } from '../../tools/sandbox/seed.mts';
import { useSandbox } from '../support/sandbox.mts';
import { useLeapingTime } from '../support/time.mts';

const api = useSandbox({}, useLeapingTime());

const CONDITION = /^\{\{ !\$json\.error .*\}\}$/m.exec(
	readFileSync('docs/waiting.md', 'utf8'),
)?.[0];

async function outputOf(workflow: string, parameters: INodeParameters = {}): Promise<IDataObject> {
	const node = { onError: 'continueRegularOutput' } as const;
	const { outputs } = await api.run(workflow, { parameters, node });
	return outputs[0]?.[0]?.json ?? {};
}

test('the condition of docs/waiting.md is true for a video and for a carousel that was posted', async () => {
	const items = [
		await outputOf('video-publish'),
		await outputOf('carousel-publish'),
		await outputOf('video-publish', { mediaId: MEDIA.failsAsSpam }),
		await outputOf('carousel-publish', { mediaIds: 'a' }),
		await outputOf('video-publish', { waitForCompletion: false }),
	];
	api.sandbox.reset();

	// A caption that holds the condition shows what n8n resolves it to.
	await api.run('video-schedule', {
		items,
		parameters: {
			caption: `=${CONDITION ?? ''}`,
			mediaId: `={{ ${JSON.stringify(MEDIA.videos)}[$itemIndex] }}`,
		},
	});
	const captions = new Map(
		api.sandbox.posts.map(({ mediaIds, caption }) => [mediaIds[0], caption]),
	);
	expect(MEDIA.videos.slice(0, items.length).map((id) => captions.get(id))).toEqual([
		...['true', 'true', 'false', 'false', 'false'],
	]);
});
