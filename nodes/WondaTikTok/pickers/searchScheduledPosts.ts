import { isId } from '../../shared/rules/values';
import { searching } from './picker';
import { endOf, SHORT, timeIn } from './words';

/** The scheduled posts, Instagram included, by the time at which they are due. Their fields are not documented. */
export const searchScheduledPosts = searching({
	path: '/publish/scheduled',
	id: 'outputJobId',
	isId,
	words: ({ outputJobId, scheduledFor, platform, caption }, { quote, zone }) => [
		timeIn(zone, scheduledFor) || quote(scheduledFor, SHORT),
		quote(platform, SHORT),
		quote(caption, SHORT),
		endOf(outputJobId),
	],
});
