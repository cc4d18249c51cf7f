import { submit } from '../../../shared/operations/submit';
import { carouselAdditionalFields } from '../../fields/additionalFields';
import { carouselBinaries } from '../../fields/binary';
import { caption } from '../../fields/caption';
import { carouselUrls } from '../../fields/fileUrl';
import { images } from '../../fields/images';
import { mediaIds } from '../../fields/mediaIds';
import { privacyFields } from '../../fields/privacyLevel';
import { source } from '../../fields/source';
import { tiktokAccountId } from '../../fields/tiktokAccountId';
import { operation } from '../operation';

export const publish = operation({
	name: 'Publish',
	value: 'publish',
	action: 'Publish carousel',
	description:
		'Post a carousel of 2 to 35 photos to TikTok now, from your library, files or links. Wonda schedules only videos.',
	route: { method: 'POST', url: '/publish/tiktok/carousel' },
	kind: 'publish',
	work: submit,
	fields: [
		tiktokAccountId,
		source,
		images,
		mediaIds,
		carouselBinaries,
		carouselUrls,
		caption,
		...privacyFields,
		carouselAdditionalFields,
	],
});
