import { tiktokAccountId } from '../../fields/account';
import { additionalFields, oldTimezone, sharedOptions } from '../../fields/additionalFields';
import { videoBinary } from '../../fields/binary';
import { caption } from '../../fields/caption';
import { videoId } from '../../fields/media';
import { brandedContentNotice, onlyMeNotice, privacyLevel } from '../../fields/privacyLevel';
import { scheduledAt } from '../../fields/scheduledAt';
import { source } from '../../fields/source';
import { timezone } from '../../fields/timezone';
import { readAnswer } from '../../../shared/operations/answer';
import { submitForItem } from '../../../shared/operations/submit';
import type { Operation } from '../properties';

export const schedule: Operation = {
	option: {
		name: 'Schedule',
		value: 'schedule',
		action: 'Schedule video',
		description: 'Post a video to TikTok later, at a time 5 minutes to 29 days ahead',
		routing: {
			request: { method: 'POST', url: '/publish/tiktok' },
			send: { paginate: true },
			operations: { pagination: submitForItem },
			output: { postReceive: [readAnswer] },
		},
	},
	fields: [
		tiktokAccountId,
		source,
		videoId,
		videoBinary,
		scheduledAt,
		timezone,
		caption,
		privacyLevel,
		onlyMeNotice,
		brandedContentNotice,
		additionalFields([...sharedOptions, oldTimezone]),
	],
};
