import { isId } from '../../shared/validation/values';
import { endOf, SHORT, timeIn } from './labels';
import { listSearch } from './listSearch';

/** The scheduled posts, Instagram included, by the time at which they are due. Their fields are not documented. */
export const searchScheduledPosts = listSearch({
	request: { kind: 'scheduledList', path: '/publish/scheduled' },
	id: 'outputJobId',
	isId,
	label: ({ outputJobId, scheduledFor, platform, caption }, { sanitize, zone }) => [
		timeIn(zone, scheduledFor) || sanitize(scheduledFor, SHORT),
		sanitize(platform, SHORT),
		sanitize(caption, SHORT),
		endOf(outputJobId),
	],
});
