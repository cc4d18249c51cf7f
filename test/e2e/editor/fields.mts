/** What a form shows: for each parameter its label. */
const LABELS = {
	resource: 'Resource',
	operation: 'Operation',
	tiktokAccountId: 'TikTok Account',
	source: 'Source',
	mediaId: 'Media ID',
	mediaIds: 'Media IDs',
	binaryPropertyName: 'Input Binary Field',
	binaryPropertyNames: 'Input Binary Fields',
	scheduledAt: 'Scheduled At',
	timezone: 'Timezone',
	caption: 'Caption',
	privacyLevel: 'Privacy Level',
	waitForCompletion: 'Wait for Completion',
	waitOptions: 'Wait Options',
	additionalFields: 'Additional Fields',
	outputJobId: 'Job ID',
	returnAll: 'Return All',
	limit: 'Limit',
	filters: 'Filters',
} as const;

type Parameter = keyof typeof LABELS;

/** One operation, with what is chosen in it as far as its other fields depend on it. */
export interface Form {
	readonly resource: string;
	readonly operation: string;
	readonly source?: 'Media ID' | 'Binary File';
	/** A switch, and whether it is on. */
	readonly turned?: readonly [parameter: Parameter, on: boolean];
	/** Every field below Resource and Operation, in order. */
	readonly fields: readonly Parameter[];
	/** What each button offers to add, by its text. */
	readonly addable?: Readonly<Record<string, readonly string[]>>;
}

const SHARED = [
	'Brand Organic',
	'Branded Content',
	'Disable Comment',
	'Disable Duet',
	'Disable Stitch',
	'Disclose Commercial',
	'Is AI-Generated Content',
	'Post Mode',
];
/** What a carousel has beside them stands among them by its name. */
const OF_CAROUSEL = [...SHARED, 'Cover Index'].sort((a, b) => a.localeCompare(b));
const WAIT = { 'Add Option': ['Max Poll Interval (Seconds)', 'On Timeout', 'Timeout (Seconds)'] };

/** Every form of the node. */
export const FORMS: readonly Form[] = [
	...listForms('Account'),
	{
		resource: 'Carousel',
		operation: 'Publish',
		source: 'Media ID',
		fields: [
			'tiktokAccountId',
			'source',
			'mediaIds',
			'caption',
			'privacyLevel',
			'additionalFields',
		],
		addable: { 'Add Field': OF_CAROUSEL },
	},
	{
		resource: 'Carousel',
		operation: 'Publish',
		source: 'Binary File',
		fields: [
			'tiktokAccountId',
			'source',
			'binaryPropertyNames',
			'caption',
			'privacyLevel',
			'additionalFields',
		],
	},
	{ resource: 'Job', operation: 'Get', fields: ['outputJobId'] },
	{ resource: 'Job', operation: 'Wait', fields: ['outputJobId', 'waitOptions'], addable: WAIT },
	{ resource: 'Media', operation: 'Get', fields: ['mediaId'] },
	{
		resource: 'Media',
		operation: 'Get Many',
		fields: ['limit', 'filters'],
		addable: { 'Add Filter': ['Kind', 'Source'] },
	},
	{ resource: 'Media', operation: 'Upload', fields: ['binaryPropertyName'] },
	{ resource: 'Scheduled Post', operation: 'Cancel', fields: ['outputJobId'] },
	...listForms('Scheduled Post'),
	{
		resource: 'Video',
		operation: 'Publish',
		source: 'Media ID',
		turned: ['waitForCompletion', true],
		fields: [
			'tiktokAccountId',
			'source',
			'mediaId',
			'caption',
			'privacyLevel',
			'waitForCompletion',
			'waitOptions',
			'additionalFields',
		],
		addable: { ...WAIT, 'Add Field': SHARED },
	},
	{
		resource: 'Video',
		operation: 'Publish',
		source: 'Binary File',
		turned: ['waitForCompletion', false],
		fields: [
			'tiktokAccountId',
			'source',
			'binaryPropertyName',
			'caption',
			'privacyLevel',
			'waitForCompletion',
			'additionalFields',
		],
	},
	{
		resource: 'Video',
		operation: 'Schedule',
		source: 'Media ID',
		fields: [
			'tiktokAccountId',
			'source',
			'mediaId',
			'scheduledAt',
			'timezone',
			'caption',
			'privacyLevel',
			'additionalFields',
		],
		addable: { 'Add Field': [...SHARED, 'Timezone (Old)'] },
	},
	{
		resource: 'Video',
		operation: 'Schedule',
		source: 'Binary File',
		fields: [
			'tiktokAccountId',
			'source',
			'binaryPropertyName',
			'scheduledAt',
			'timezone',
			'caption',
			'privacyLevel',
			'additionalFields',
		],
	},
];

/** Every field of a form as the editor shows it: its parameter and its label. */
export function expectedFields({ fields }: Form): [name: string, label: string][] {
	return (['resource', 'operation', ...fields] as const).map((name) => [name, LABELS[name]]);
}

/** What a form is called in a test. */
export function nameOf({ resource, operation, source, turned }: Form): string {
	const parts = [
		`${resource} > ${operation}`,
		source && `${LABELS.source}: ${source}`,
		turned && `${LABELS[turned[0]]}: ${turned[1] ? 'on' : 'off'}`,
	];
	return parts.filter(Boolean).join(', ');
}

function listForms(resource: string): Form[] {
	const form = { resource, operation: 'Get Many' };
	return [
		{ ...form, turned: ['returnAll', false], fields: ['returnAll', 'limit'] },
		{ ...form, turned: ['returnAll', true], fields: ['returnAll'] },
	];
}

/** Every operation's words in the node panel, by the heading they are under. */
export const ACTIONS: Readonly<Record<string, readonly string[]>> = {
	'Account Actions': ['Get many TikTok accounts'],
	'Carousel Actions': ['Publish carousel'],
	'Job Actions': ['Get publish job', 'Wait for publish job'],
	'Media Actions': ['Get media', 'Get many media', 'Upload file'],
	'Scheduled Post Actions': ['Cancel scheduled post', 'Get many scheduled posts'],
	'Video Actions': ['Publish video', 'Schedule video'],
};

/** The trigger's words in the node panel. */
export const TRIGGERS: readonly string[] = ['On new media', 'On scheduled post ended'];
