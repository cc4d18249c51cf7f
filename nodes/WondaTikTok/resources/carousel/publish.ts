import { tiktokAccountId } from '../../fields/account';
import { additionalFields, coverIndex, sharedOptions } from '../../fields/additionalFields';
import { carouselBinaries } from '../../fields/binary';
import { caption } from '../../fields/caption';
import { mediaIds } from '../../fields/media';
import { brandedContentNotice, onlyMeNotice, privacyLevel } from '../../fields/privacyLevel';
import { source } from '../../fields/source';
import { readAnswer } from '../../../shared/operations/answer';
import { submitForItem } from '../../../shared/operations/submit';
import type { Operation } from '../properties';

export const publish: Operation = {
	option: {
		name: 'Publish',
		value: 'publish',
		action: 'Publish carousel',
		description:
			'Post 2 to 35 photos to TikTok as one carousel, now: the API schedules videos only',
		routing: {
			request: { method: 'POST', url: '/publish/tiktok/carousel' },
			send: { paginate: true },
			operations: { pagination: submitForItem },
			output: { postReceive: [readAnswer] },
		},
	},
	fields: [
		tiktokAccountId,
		source,
		mediaIds,
		carouselBinaries,
		caption,
		privacyLevel,
		onlyMeNotice,
		brandedContentNotice,
		additionalFields([...sharedOptions, coverIndex]),
	],
};
