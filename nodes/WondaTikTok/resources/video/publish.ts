import { tiktokAccountId } from '../../fields/account';
import { additionalFields, sharedOptions } from '../../fields/additionalFields';
import { videoBinary } from '../../fields/binary';
import { caption } from '../../fields/caption';
import { mediaId } from '../../fields/media';
import { brandedContentNotice, privacyLevel } from '../../fields/privacyLevel';
import { waitForCompletion, waitOptionsWhenWaiting } from '../../fields/waiting';
import { source } from '../../fields/source';
import { readAnswer } from '../../../shared/operations/answer';
import { submitForItem } from '../../../shared/operations/submit';
import type { Operation } from '../properties';

export const publish: Operation = {
	option: {
		name: 'Publish',
		value: 'publish',
		action: 'Publish a video',
		description: 'Post a video to TikTok now, and wait until TikTok has taken it',
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
		mediaId,
		videoBinary,
		caption,
		privacyLevel,
		brandedContentNotice,
		waitForCompletion,
		waitOptionsWhenWaiting,
		additionalFields(sharedOptions),
	],
};
