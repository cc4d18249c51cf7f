import { getAll as getAllAccounts } from './account/getAll';
import { publish as publishCarousel } from './carousel/publish';
import { get as getJob } from './job/get';
import { wait as waitForJob } from './job/wait';
import { get as getMedia } from './media/get';
import { getAll as getAllMedia } from './media/getAll';
import { upload as uploadMedia } from './media/upload';
import type { Resource } from './operation';
import { cancel as cancelScheduledPost } from './schedule/cancel';
import { getAll as getAllScheduledPosts } from './schedule/getAll';
import { publish as publishVideo } from './video/publish';
import { schedule as scheduleVideo } from './video/schedule';

/** What the node works with, and what it does with each, in the order of their names. */
export const RESOURCES: Resource[] = [
	{ name: 'Account', value: 'account', operations: [getAllAccounts] },
	{ name: 'Carousel', value: 'carousel', operations: [publishCarousel] },
	{ name: 'Job', value: 'job', operations: [getJob, waitForJob] },
	{
		name: 'Media',
		value: 'media',
		operations: [getMedia, getAllMedia, uploadMedia],
		defaultOperation: uploadMedia,
	},
	{
		name: 'Scheduled Post',
		value: 'schedule',
		operations: [cancelScheduledPost, getAllScheduledPosts],
		defaultOperation: getAllScheduledPosts,
	},
	{ name: 'Video', value: 'video', operations: [publishVideo, scheduleVideo] },
];

/** The resource that is chosen at first. */
export const DEFAULT_RESOURCE = 'video';
