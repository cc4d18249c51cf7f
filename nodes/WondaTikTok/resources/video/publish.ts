import { tiktokAccountId } from '../../fields/account';
import { additionalFields, sharedOptions } from '../../fields/additionalFields';
import { videoBinary } from '../../fields/binary';
import { caption } from '../../fields/caption';
import { videoId } from '../../fields/media';
import { brandedContentNotice, onlyMeNotice, privacyLevel } from '../../fields/privacyLevel';
import { waitForCompletion, waitOptionsWhenWaiting } from '../../fields/waiting';
import { source } from '../../fields/source';
import { readAnswer } from '../../../shared/operations/answer';
import { submitForItem } from '../../../shared/operations/submit';
import type { Operation } from '../properties';

export const publish: Operation = {
	option: {
		name: 'Publish',
		value: 'publish',
		action: 'Publish video',
		description: 'Post a video to TikTok now, and wait until the job has succeeded or failed',
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
		caption,
		privacyLevel,
		onlyMeNotice,
		brandedContentNotice,
		waitForCompletion,
		waitOptionsWhenWaiting,
		additionalFields(sharedOptions),
	],
};
