import type { INode, INodeProperties } from 'n8n-workflow';

import { propertiesOf, type Resource } from '../../nodes/WondaTikTok/resources/properties';
import { loadWorkflow, NODE_TYPE } from '../support/engine.mts';
import { savedWorkflow } from '../support/savedWorkflow.mts';
import {
	description,
	field,
	fieldsOf,
	operationList,
	optionsOf,
	parametersOf,
	resourceList,
	SCREENS,
	shownWith,
} from '../support/screens.mts';

const ADDITIONAL = [
	'Brand Organic = brandOrganic: boolean',
	'Branded Content = brandedContent: boolean',
	'Disable Comment = disableComment: boolean',
	'Disable Duet = disableDuet: boolean',
	'Disable Stitch = disableStitch: boolean',
	'Disclose Commercial = discloseCommercial: boolean',
	'Is AI-Generated Content = isAigc: boolean',
	'Post Mode = postMode: options',
];

const WAITING = [
	'Wait Options = waitOptions: collection',
	'. Max Poll Interval (Seconds) = maxPollInterval: number',
	'. On Timeout = onTimeout: options',
	'. Timeout (Seconds) = timeout: number',
];

const added = (...options: string[]) => [
	'Additional Fields = additionalFields: collection',
	...options.map((one) => `. ${one}`),
];

const LIST = ['Return All = returnAll: boolean', 'Limit = limit: number'];

const VIDEO = [
	'TikTok Account* = tiktokAccountId: resourceLocator',
	'Source = source: options',
	'Media ID* = mediaId: resourceLocator',
	'Input Binary Field* = binaryPropertyName: string',
];

const POST = ['Caption = caption: string', 'Privacy Level = privacyLevel: options'];

/** What each screen shows from top to bottom: label, a star where a value is required, name and type. */
const SHOWN: Record<string, string[]> = {
	'account > getAll': LIST,
	'carousel > publish': [
		'TikTok Account* = tiktokAccountId: resourceLocator',
		'Source = source: options',
		'Media IDs* = mediaIds: string',
		'Input Binary Fields* = binaryPropertyNames: string',
		...POST,
		...added(...ADDITIONAL.slice(0, 2), 'Cover Index = coverIndex: number', ...ADDITIONAL.slice(2)),
	],
	'job > get': ['Job ID* = outputJobId: string'],
	'job > wait': ['Job ID* = outputJobId: string', ...WAITING],
	'media > get': ['Media ID* = mediaId: resourceLocator'],
	'media > getAll': [
		'Limit = limit: number',
		'Filters = filters: collection',
		'. Kind = kind: options',
		'. Source = source: options',
	],
	'media > upload': ['Input Binary Field* = binaryPropertyName: string'],
	'schedule > cancel': ['Job ID* = outputJobId: resourceLocator'],
	'schedule > getAll': LIST,
	'video > publish': [
		...VIDEO,
		...POST,
		'Wait for Completion = waitForCompletion: boolean',
		...WAITING,
		...added(...ADDITIONAL),
	],
	'video > schedule': [
		...VIDEO,
		'Scheduled At* = scheduledAt: dateTime',
		'Timezone = timezone: options',
		...POST,
		...added(...ADDITIONAL, 'Timezone (Old) = timezone: string'),
	],
};

test.each(Object.entries(SHOWN))('%s shows its fields in this order', (screen, shown) => {
	const [resource = '', operation = ''] = screen.split(' > ');
	const words = parametersOf(resource, operation).map(({ path, property }) => {
		const { displayName, name, type, required } = property;
		return `${path.includes('.') ? '. ' : ''}${displayName}${required ? '*' : ''} = ${name}: ${type}`;
	});
	expect(words).toEqual(shown);
});

test('there are no other screens', () => {
	const screens = SCREENS.map(({ resource, operation }) => `${resource} > ${operation}`);
	expect(screens).toEqual(Object.keys(SHOWN));
});

/** The words of a list, each with its value, in their order. */
const labelled = (property: INodeProperties) =>
	optionsOf(property).map(({ name, value }) => `${name} = ${String(value)}`);

test('resources', () => {
	expect(labelled(resourceList)).toEqual([
		'Account = account',
		'Carousel = carousel',
		'Job = job',
		'Media = media',
		'Scheduled Post = schedule',
		'Video = video',
	]);
	expect(resourceList.default).toBe('video');
});

/** A workflow that was saved with a default does not hold it. */
test.each([
	['account', 'getAll', ['Get Many = getAll: Get many TikTok accounts']],
	['carousel', 'publish', ['Publish = publish: Publish carousel']],
	['job', 'get', ['Get = get: Get publish job', 'Wait = wait: Wait for publish job']],
	[
		'media',
		'upload',
		['Get = get: Get media', 'Get Many = getAll: Get many media', 'Upload = upload: Upload file'],
	],
	[
		'schedule',
		'getAll',
		['Cancel = cancel: Cancel scheduled post', 'Get Many = getAll: Get many scheduled posts'],
	],
	['video', 'publish', ['Publish = publish: Publish video', 'Schedule = schedule: Schedule video']],
])('operations of %s, and %s first', (resource, first, words) => {
	const list = operationList(resource);
	expect(
		optionsOf(list).map(({ name, value, action }) => `${name} = ${String(value)}: ${action}`),
	).toEqual(words);
	expect(list.default).toBe(first);
});

const PUBLISHING: [string, string][] = [
	['carousel', 'publish'],
	['video', 'publish'],
	['video', 'schedule'],
];

/** Every property of a path, on whichever screen. */
const all = (path: string) =>
	SCREENS.flatMap(({ resource, operation }) => parametersOf(resource, operation))
		.filter((parameter) => parameter.path === path)
		.map(({ property }) => property);

test.each<[path: string, first: unknown, words: string[]]>([
	[
		'privacyLevel',
		'SELF_ONLY',
		[
			'Everyone = PUBLIC_TO_EVERYONE',
			'Followers = FOLLOWER_OF_CREATOR',
			'Friends (Mutual Followers) = MUTUAL_FOLLOW_FRIENDS',
			'Only Me = SELF_ONLY',
		],
	],
	['additionalFields.postMode', 'direct', ['Direct = direct', 'Inbox = inbox']],
	['waitOptions.onTimeout', 'error', ['Output Last Status = output', 'Throw Error = error']],
	['filters.kind', 'video', ['Audio = audio', 'Image = image', 'Video = video']],
	[
		'filters.source',
		'user_upload',
		[
			'Editor Output = editor_output',
			'Import = import',
			'Model Generated = model_generated',
			'Scrape = scrape',
			'User Upload = user_upload',
		],
	],
	['source', 'mediaId', ['Binary File = binary', 'Media ID = mediaId']],
])('each value of %s stands under its own words', (path, first, words) => {
	const properties = all(path);
	expect(properties.length).toBeGreaterThan(0);
	for (const property of properties) {
		expect(labelled(property)).toEqual(words);
		expect(property.default).toBe(first);
	}
});

test.each<[path: string, first: unknown, limits: object]>([
	['returnAll', false, {}],
	['waitForCompletion', true, {}],
	['waitOptions.maxPollInterval', 5, { minValue: 1 }],
	['waitOptions.timeout', 300, { minValue: 1 }],
	['additionalFields.coverIndex', 0, { minValue: 0, maxValue: 34 }],
	['caption', '', { rows: 3 }],
	['mediaIds', '', { rows: 3 }],
	['binaryPropertyName', 'data', {}],
	['binaryPropertyNames', '', {}],
	['scheduledAt', '', {}],
	['timezone', '={{ $now.zoneName }}', {}],
	['additionalFields.timezone', '', {}],
	['additionalFields', {}, {}],
	['waitOptions', {}, {}],
	['filters', {}, {}],
])('%s begins with %j and keeps to its limits', (path, first, limits) => {
	const properties = all(path);
	expect(properties.length).toBeGreaterThan(0);
	for (const property of properties) {
		expect(property.default).toEqual(first);
		expect(property.typeOptions ?? {}).toEqual(limits);
	}
});

test.each([
	['account', 'getAll', { minValue: 1 }],
	['schedule', 'getAll', { minValue: 1 }],
	['media', 'getAll', { minValue: 1, maxValue: 100 }],
])('Limit of %s > %s', (resource, operation, limits) => {
	const limit = field('limit', resource, operation);
	expect([limit.default, limit.typeOptions]).toEqual([50, limits]);
});

test.each([
	['tiktokAccountId', 'video', 'publish', 'searchAccounts', 'Select an account…'],
	['tiktokAccountId', 'video', 'schedule', 'searchAccounts', 'Select an account…'],
	['tiktokAccountId', 'carousel', 'publish', 'searchAccounts', 'Select an account…'],
	['mediaId', 'video', 'publish', 'searchVideos', 'Select a video…'],
	['mediaId', 'video', 'schedule', 'searchVideos', 'Select a video…'],
	['mediaId', 'media', 'get', 'searchMedia', 'Select a file…'],
	['outputJobId', 'schedule', 'cancel', 'searchScheduledPosts', 'Select a scheduled post…'],
])(
	'%s of %s > %s is chosen from the list of %s, or entered',
	(name, resource, operation, searchListMethod, placeholder) => {
		const { default: first, modes } = field(name, resource, operation);
		expect(first).toEqual({ mode: 'list', value: '' });
		expect(modes?.map((mode) => `${mode.displayName} = ${mode.name}: ${mode.type}`)).toEqual([
			'From List = list: list',
			'By ID = id: string',
		]);
		expect(modes?.[0]).toMatchObject({
			placeholder,
			typeOptions: { searchable: true, searchListMethod },
		});
	},
);

test('the zones are those that n8n knows, and the default shows the one of the workflow', () => {
	const zones = optionsOf(field('timezone', 'video', 'schedule')).map(({ name, value }) => {
		expect(name).toBe(value);
		return name;
	});
	for (const zone of ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC']) {
		expect(zones).toContain(zone);
	}
	expect(new Set(zones).size).toBe(zones.length);
});

describe.each(PUBLISHING)('%s > %s', (resource, operation) => {
	const shown = (values = {}) =>
		shownWith({ resource, operation, ...values }).map(({ name }) => name);

	test('shows the field of one source only', () => {
		const [media, file] =
			resource === 'carousel'
				? ['mediaIds', 'binaryPropertyNames']
				: ['mediaId', 'binaryPropertyName'];
		expect(shown()).toContain(media);
		expect(shown()).not.toContain(file);
		expect(shown({ source: 'binary' })).toContain(file);
		expect(shown({ source: 'binary' })).not.toContain(media);
		// n8n shows, and requires, the fields of both sources where an expression chooses.
		expect(field('source', resource, operation).noDataExpression).toBe(true);
	});

	test.each([
		['SELF_ONLY', true],
		['={{ $json.privacy }}', true],
		['PUBLIC_TO_EVERYONE', false],
		['FOLLOWER_OF_CREATOR', false],
		['MUTUAL_FOLLOW_FRIENDS', false],
	])('says beside %s that nobody else sees the post: %s', (privacyLevel, there) => {
		expect(shown({ privacyLevel }).includes('onlyMeNotice')).toBe(there);
		const all = fieldsOf(resource, operation).map(({ name }) => name);
		expect(all.indexOf('onlyMeNotice')).toBe(all.indexOf('privacyLevel') + 1);
	});

	test.each([
		['SELF_ONLY', { brandedContent: true }, true],
		['SELF_ONLY', { brandedContent: true, postMode: 'direct' }, true],
		['SELF_ONLY', { brandedContent: true, postMode: 'inbox' }, false],
		['SELF_ONLY', { brandedContent: false }, false],
		['SELF_ONLY', {}, false],
		['PUBLIC_TO_EVERYONE', { brandedContent: true }, false],
	])('%s with %j: a notice, %s', (privacyLevel, additionalFields, there) => {
		expect(shown({ privacyLevel, additionalFields }).includes('brandedContentNotice')).toBe(there);
	});
});

test('what stands below the node on the canvas is the action in words', () => {
	for (const { resource, operation } of SCREENS) {
		const { action } =
			optionsOf(operationList(resource)).find(({ value }) => value === operation) ?? {};
		// As the editor resolves it (`nodeSubtitle`).
		const workflow = loadWorkflow(
			savedWorkflow('video-publish', { parameters: { resource, operation } }),
		);
		const node = Object.values(workflow.nodes).find(({ type }) => type === NODE_TYPE) as INode;
		expect(action).toMatch(/^[A-Z]/);
		expect(
			workflow.expression.getSimpleParameterValue(node, description.subtitle, 'internal', {}),
		).toBe(action);
	}
});

test('options of the wait are shown where there is one', () => {
	const shown = (waitForCompletion: boolean) =>
		shownWith({ resource: 'video', operation: 'publish', waitForCompletion }).map(
			({ name }) => name,
		);
	expect(shown(true)).toContain('waitOptions');
	expect(shown(false)).not.toContain('waitOptions');
});

test('Limit is shown where not all is returned', () => {
	for (const resource of ['account', 'schedule']) {
		const shown = (returnAll: boolean) =>
			shownWith({ resource, operation: 'getAll', returnAll }).map(({ name }) => name);
		expect(shown(false)).toContain('limit');
		expect(shown(true)).not.toContain('limit');
	}
});

describe('A field is on the screens that hold it, and on no other', () => {
	const [some, everywhere]: INodeProperties[] = ['some', 'everywhere'].map((name) => ({
		displayName: name,
		name,
		type: 'string',
		default: '',
	}));
	const operation = (value: string, ...fields: (INodeProperties | undefined)[]) => ({
		option: { name: value, value },
		fields: fields.filter((one) => one !== undefined),
	});
	// Of the four screens that its resources and operations make, `some` is on three.
	const resources: Resource[] = [
		{
			option: { name: 'first', value: 'first' },
			operations: [operation('one', some, everywhere), operation('two', some, everywhere)],
		},
		{
			option: { name: 'second', value: 'second' },
			operations: [operation('one', some, everywhere), operation('two', everywhere)],
		},
	];
	const properties = propertiesOf(resources, resources[0] as Resource);
	const shownOn = (resource: string, value: string) =>
		properties
			.filter(({ displayOptions: { show } = {} }) => show?.operation)
			.filter(
				({ displayOptions: { show = {} } = {} }) =>
					show.resource?.includes(resource) && show.operation?.includes(value),
			)
			.map(({ name }) => name);

	test.each([
		['first', 'one', ['some', 'everywhere']],
		['first', 'two', ['some', 'everywhere']],
		['second', 'one', ['some', 'everywhere']],
		['second', 'two', ['everywhere']],
	])('%s > %s', (resource, value, names) => {
		expect(shownOn(resource, value)).toEqual(names);
	});

	test('as one property where that shows it on no screen too many', () => {
		const count = (wanted: string) => properties.filter(({ name }) => name === wanted).length;
		expect([count('some'), count('everywhere')]).toEqual([2, 1]);
	});
});

// n8n resolves an expression in a field twice for each property of its name, on every item.
test.each(['tiktokAccountId', 'source', 'caption', 'privacyLevel'])(
	'%s is one property for videos and carousels',
	(wanted) => {
		expect(description.properties.filter(({ name }) => name === wanted)).toHaveLength(1);
	},
);

test('every field of every screen has words', () => {
	for (const { resource, operation } of SCREENS) {
		for (const { type, description: words } of fieldsOf(resource, operation)) {
			if (type !== 'notice' && type !== 'collection') expect(words).toMatch(/\w/);
		}
	}
});
