import { submit } from '../../../shared/operations/submit';
import { videoAdditionalFields } from '../../fields/additionalFields';
import { videoBinary } from '../../fields/binary';
import { caption } from '../../fields/caption';
import { videoUrl } from '../../fields/fileUrl';
import { videoId } from '../../fields/mediaId';
import { privacyFields } from '../../fields/privacyLevel';
import { source } from '../../fields/source';
import { tiktokAccountId } from '../../fields/tiktokAccountId';
import { waitFields } from '../../fields/wait';
import { operation } from '../operation';

export const publish = operation({
	name: 'Publish',
	value: 'publish',
	action: 'Publish video',
	description:
		'Post a video to TikTok now, from your library, a file or a link, and optionally wait for the result',
	route: { method: 'POST', url: '/publish/tiktok' },
	kind: 'publish',
	work: submit,
	fields: [
		tiktokAccountId,
		source,
		videoId,
		videoBinary,
		videoUrl,
		caption,
		...privacyFields,
		...waitFields,
		videoAdditionalFields,
	],
});
