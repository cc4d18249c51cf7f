/** What the editor shows of an operation; which fields each operation has is tested without an editor. */
export interface Form {
	readonly resource: string;
	readonly operation: string;
	readonly source: string;
	/** The name and the label of every field below Resource and Operation, in order. */
	readonly fields: readonly (readonly [name: string, label: string])[];
}

const ACCOUNT = ['tiktokAccountId', 'TikTok Account'] as const;
const SOURCE = ['source', 'Source'] as const;
const POST = [
	['caption', 'Caption'],
	['privacyLevel', 'Privacy Level'],
] as const;
const ADDITIONAL = ['additionalFields', 'Additional Fields'] as const;

/** A form of each operation that posts. */
export const FORMS: readonly Form[] = [
	{
		resource: 'Carousel',
		operation: 'Publish',
		source: 'Binary File',
		fields: [ACCOUNT, SOURCE, ['binaryPropertyNames', 'Input Binary Fields'], ...POST, ADDITIONAL],
	},
	{
		resource: 'Carousel',
		operation: 'Publish',
		source: 'Media ID',
		fields: [ACCOUNT, SOURCE, ['images', 'Images'], ['mediaIds', 'Media IDs'], ...POST, ADDITIONAL],
	},
	{
		resource: 'Video',
		operation: 'Publish',
		source: 'Media ID',
		fields: [
			ACCOUNT,
			SOURCE,
			['mediaId', 'Media ID'],
			...POST,
			['waitForCompletion', 'Wait for Completion'],
			['waitOptions', 'Wait Options'],
			ADDITIONAL,
		],
	},
	{
		resource: 'Video',
		operation: 'Schedule',
		source: 'Binary File',
		fields: [
			ACCOUNT,
			SOURCE,
			['binaryPropertyName', 'Input Binary Field'],
			['scheduledAt', 'Scheduled At'],
			['timezone', 'Timezone'],
			...POST,
			ADDITIONAL,
		],
	},
];

/** The actions in the node panel, by their heading. */
export const ACTIONS: Readonly<Record<string, readonly string[]>> = {
	'Account Actions': ['Get many TikTok accounts'],
	'Carousel Actions': ['Publish carousel'],
	'Job Actions': ['Get publish job', 'Wait for publish job'],
	'Media Actions': ['Get media', 'Get many media', 'Upload file'],
	'Scheduled Post Actions': ['Cancel scheduled post', 'Get many scheduled posts'],
	'Video Actions': ['Publish video', 'Schedule video'],
};

/** The triggers in the node panel. */
export const TRIGGERS: readonly string[] = ['On new media', 'When a scheduled post ends'];

/** Words that the node is to be found by in the node panel. */
export const SEARCHES = ['tik tok', 'upload', 'post video', 'schedule post', 'carousel'];
