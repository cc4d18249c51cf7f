import { isId } from '../../shared/validation/values';
import { endOf, SHORT, timeIn } from './labels';
import { listSearch } from './listSearch';

/** The scheduled posts, Instagram included, by the time at which they are due. Their fields are not documented. */
export const searchScheduledPosts = listSearch({
	request: { kind: 'scheduledList', path: '/publish/scheduled' },
	id: 'outputJobId',
	isId,
	namesAccounts: true,
	label(post, { sanitize, zone, handles }) {
		const { outputJobId, scheduledFor, platform, caption, tiktokAccountId } = post;
		return [
			timeIn(zone, scheduledFor) ?? sanitize(scheduledFor, SHORT),
			handles.get(tiktokAccountId),
			sanitize(caption, SHORT),
			sanitize(platform, SHORT),
			endOf(outputJobId),
		];
	},
});
