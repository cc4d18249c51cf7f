import type { INodePropertyOptions } from 'n8n-workflow';

import { field, operationList, option, optionsOf, SCREENS } from '../support/screens.mts';

const PUBLISHING: [string, string][] = [
	['carousel', 'publish'],
	['video', 'publish'],
	['video', 'schedule'],
];

describe.each(PUBLISHING)('Texts of %s > %s say what the page of the API says', (...screen) => {
	const text = (name: string) => option(field('additionalFields', ...screen), name).description;

	test.each([
		['brandOrganic', 'Whether to mark the post as brand organic content', 'false'],
		['brandedContent', 'Whether to mark the post as branded content', 'false'],
		['discloseCommercial', 'Whether to disclose commercial content', 'false'],
		['isAigc', 'Whether to flag the content as AI-generated', 'false'],
		['postMode', 'The post mode that the API is asked for', 'Direct'],
	])('%s: %s, and whose default %s is', (name, words, value) => {
		expect(text(name)?.startsWith(words)).toBe(true);
		expect(text(name)).toContain(
			`For a carousel the API's default is ${value}; for a video it names none.`,
		);
	});

	test.each([
		['disableComment', 'Whether to disable comments'],
		['disableDuet', 'Whether to disable duet'],
		['disableStitch', 'Whether to disable stitch'],
	])('%s: %s', (name, words) => {
		expect(text(name)).toBe(words);
	});

	test('what Direct and Inbox do is not documented, so no text says it', () => {
		const postMode = option(field('additionalFields', ...screen), 'postMode');
		expect(postMode.description).toContain('is not documented');
		for (const { description } of optionsOf(postMode)) expect(description).toBeUndefined();
	});

	test('Privacy Level', () => {
		expect(field('privacyLevel', ...screen).description).toContain(
			"For a carousel the API's default is Only Me; for a video it names none.",
		);
	});
});

test.each([
	['video', 'publish', 'caption', '2,200'],
	['carousel', 'publish', 'caption', '90'],
	['carousel', 'publish', 'mediaIds', '2 to 35'],
	['carousel', 'publish', 'mediaIds', 'JPEG or WebP'],
	['carousel', 'publish', 'mediaIds', 'the API rejects S3-backed media'],
	['carousel', 'publish', 'binaryPropertyNames', '2 to 35 JPEG or WebP'],
	['carousel', 'publish', 'binaryPropertyNames', 'the API takes no S3-backed media'],
	['carousel', 'publish', 'binaryPropertyNames', 'where it keeps uploads is not documented'],
	['video', 'publish', 'binaryPropertyName', 'MP4, QuickTime, WebM or AVI'],
	['video', 'schedule', 'scheduledAt', '5 minutes to 29 days'],
])(
	'what limits %s > %s, %s, stands where it is entered: %s',
	(resource, operation, name, limit) => {
		expect(field(name, resource, operation).description).toContain(limit);
	},
);

test('that a carousel cannot be scheduled stands where one is made', () => {
	const [publish] = optionsOf(operationList('carousel'));
	expect(publish?.description).toContain('the API schedules videos only');
});

test('Media > Get Many says that there is no second page', () => {
	const getAll = optionsOf(operationList('media')).find(({ value }) => value === 'getAll');
	for (const text of [getAll?.description, field('limit', 'media', 'getAll').hint]) {
		expect(text).toMatch(/no more than 100.*no second page/);
	}
});

test('the field that took the place of the old time zone is named where the old one is', () => {
	const { description } = option(field('additionalFields', 'video', 'schedule'), 'timezone');
	expect(description).toMatch(/^Replaced by the field Timezone beside Scheduled At\./);
});

test('no action has an article, and all are in sentence case', () => {
	const actions = [...new Set(SCREENS.map(({ resource }) => resource))]
		.flatMap((resource) => optionsOf(operationList(resource)))
		.map(({ action }: INodePropertyOptions) => action);
	expect(new Set(actions).size).toBe(SCREENS.length);
	for (const action of actions) {
		expect(action).toMatch(/^[A-Z][a-z]+(?: (?!an? |the )(?:TikTok|[a-z]+))+$/);
	}
});
