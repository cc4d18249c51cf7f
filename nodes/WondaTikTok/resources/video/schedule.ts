import { submit } from '../../../shared/operations/submit';
import { videoAdditionalFields } from '../../fields/additionalFields';
import { videoBinary } from '../../fields/binary';
import { caption } from '../../fields/caption';
import { videoUrl } from '../../fields/fileUrl';
import { videoId } from '../../fields/mediaId';
import { privacyFields } from '../../fields/privacyLevel';
import { scheduledAt } from '../../fields/scheduledAt';
import { source } from '../../fields/source';
import { tiktokAccountId } from '../../fields/tiktokAccountId';
import { timezone } from '../../fields/timezone';
import { operation } from '../operation';

export const schedule = operation({
	name: 'Schedule',
	value: 'schedule',
	action: 'Schedule video',
	description:
		'Schedule a video to be posted to TikTok, 5 minutes to 29 days ahead, from your library, a file or a link',
	route: { method: 'POST', url: '/publish/tiktok' },
	kind: 'schedule',
	work: submit,
	fields: [
		tiktokAccountId,
		source,
		videoId,
		videoBinary,
		videoUrl,
		scheduledAt,
		timezone,
		caption,
		...privacyFields,
		videoAdditionalFields,
	],
});
