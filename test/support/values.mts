import type { IDataObject, IWorkflowSettings } from 'n8n-workflow';

import { ACCOUNTS, MEDIA } from '../../tools/sandbox/seed.mts';
import type { UsedSandbox } from './sandbox.mts';

/** The second image of each carousel. */
const SECOND_IMAGE = MEDIA.webps[0] ?? '';

/** What became of an item. */
export interface Tried {
	/** The first line of its error. */
	message?: string;
	description?: string;
	/** The body of its post. */
	body?: IDataObject;
	/** The body without the field that was tried. */
	base: IDataObject;
}

/** Parameters that put the `value` of each item into a field, such as `additionalFields.isAigc`. */
function fieldParameters(path: string): Record<string, unknown> {
	const [name = '', option] = path.split('.');
	const value = '={{ $json.value }}';
	if (name === 'tiktokAccountId') return { [name]: { __rl: true, mode: 'id', value } };
	return { [name]: option === undefined ? value : { [option]: value } };
}

/**
 * Runs an operation that posts, with an item for each value of a field. Each item posts a media of its own under a caption
 * of its own, without waiting, and stands alone.
 *
 * @param path the field's parameter path
 * @param parameters other parameters of the node; undefined removes a saved one
 */
export async function tryValues(
	api: UsedSandbox,
	workflow: string,
	path: string,
	values: readonly unknown[],
	parameters: Record<string, unknown> = {},
	settings: IWorkflowSettings = {},
): Promise<Tried[]> {
	const isCarousel = workflow.startsWith('carousel');
	const mimeType = isCarousel ? 'image/jpeg' : 'video/mp4';
	const items = values.map((value, index) => ({
		value,
		media: api.sandbox.addMedia({ mimeType }).mediaId,
		caption: `Post ${index}`,
	}));
	const before = api.sent('POST').length;
	const { outputs } = await api.run(workflow, {
		items: items as IDataObject[],
		parameters: {
			...(isCarousel
				? { mediaIds: `={{ [$json.media, "${SECOND_IMAGE}"] }}` }
				: { mediaId: '={{ $json.media }}' }),
			caption: '={{ $json.caption }}',
			...(workflow === 'video-publish' && { waitForCompletion: false }),
			...parameters,
			...fieldParameters(path),
		},
		settings,
		node: { onError: 'continueRegularOutput' },
	});
	const bodies = api
		.sent('POST')
		.slice(before)
		.map(({ body }) => body as { caption?: string; mediaId?: string; mediaIds?: string[] });
	return items.map(({ media, caption }, item) => {
		const output = outputs[0]?.find(
			({ pairedItem }) => (pairedItem as { item: number }).item === item,
		);
		const error = output?.json.error as { message: string; description: string } | undefined;
		const body = bodies.find((sent) =>
			path === 'caption'
				? media === (sent.mediaId ?? sent.mediaIds?.[0])
				: caption === sent.caption,
		) as IDataObject | undefined;
		const base = {
			...(isCarousel ? { mediaIds: [media, SECOND_IMAGE] } : { mediaId: media }),
			tiktokAccountId: ACCOUNTS.studio,
			caption,
			privacyLevel: 'SELF_ONLY',
			...(body?.scheduledAt !== undefined && { scheduledAt: body.scheduledAt }),
		};
		return { message: error?.message, description: error?.description, body, base };
	});
}
