import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { WondaApi } from '../../credentials/WondaApi.credentials';
import { WondaTikTok } from '../../nodes/WondaTikTok/WondaTikTok.node';
import { WondaTikTokTrigger } from '../../nodes/WondaTikTokTrigger/WondaTikTokTrigger.node';
import { OPERATIONS, shownWith } from '../support/screens.mts';

const readJson = (file: string) =>
	JSON.parse(readFileSync(path.join(process.cwd(), file), 'utf8')) as unknown;

const manifest = readJson('package.json') as {
	name: string;
	license: string;
	keywords: string[];
	files: string[];
	dependencies?: object;
	peerDependencies: object;
	n8n: { nodes: string[]; credentials: string[] };
};

const node = new WondaTikTok();
const { description } = node;
const { description: trigger } = new WondaTikTokTrigger();
const credential = new WondaApi();

const NODES = [
	{
		node: description,
		file: 'nodes/WondaTikTok/WondaTikTok.node',
		typed: [
			'schedule post',
			'carousel',
			'tik tok',
			'upload video',
			'post to tiktok',
			'tiktok video',
		],
	},
	{
		node: trigger,
		file: 'nodes/WondaTikTokTrigger/WondaTikTokTrigger.node',
		typed: ['new video', 'scheduled post', 'tik tok'],
	},
];

describe('Users find', () => {
	test.each(NODES)(
		'$node.displayName by what they type',
		({ node: { name, displayName }, ...one }) => {
			const codex = readJson(`${one.file}.json`) as { node: string; alias: string[] };
			const words = [displayName, ...codex.alias].map((word) => word.toLowerCase());
			for (const text of ['tiktok', 'wonda', ...one.typed]) {
				expect(words.some((word) => word.includes(text))).toBe(true);
			}
			expect(codex.node).toBe(`${manifest.name}.${name}`);
		},
	);

	test('the documentation of both nodes and of the credential', () => {
		const page = `https://www.npmjs.com/package/${manifest.name}`;
		for (const { file } of NODES) {
			expect(readJson(`${file}.json`)).toMatchObject({
				resources: {
					credentialDocumentation: [{ url: `${page}#credentials` }],
					primaryDocumentation: [{ url: page }],
				},
			});
		}
		expect(credential.documentationUrl).toBe(`${page}#credentials`);
	});

	test('an icon for light and for dark', () => {
		const icons = [
			...NODES.map(({ node: { icon }, file }) => [icon, file] as const),
			[credential.icon, 'credentials/WondaApi.credentials'] as const,
		];
		for (const [icon, file] of icons) {
			const { light, dark } = icon as { light: string; dark: string };
			expect(light).not.toBe(dark);
			for (const one of [light, dark]) {
				const found = path.join(path.dirname(file), one.replace(/^file:/, ''));
				expect(existsSync(found)).toBe(true);
			}
		}
	});

	test('an action for each operation, in sentence case without articles', () => {
		const actions = OPERATIONS.map(({ option }) => option.action);
		expect(new Set(actions).size).toBe(OPERATIONS.length);
		for (const action of actions) {
			expect(action).toMatch(/^[A-Z][a-z]+(?: (?!an? |the )(?:TikTok|[a-z]+))+$/);
		}
	});

	test('words at every field', () => {
		for (const { resource, operation } of OPERATIONS) {
			for (const { type, description: words } of shownWith({ resource, operation })) {
				if (type !== 'collection') expect(words).toMatch(/\w/);
			}
		}
	});
});

const POST = ['caption', 'privacyLevel'];
const ADDITIONAL = [
	...['brandedContent', 'disableComment', 'disableDuet', 'disableStitch'],
	...['discloseCommercial', 'isAigc', 'postMode', 'brandOrganic'],
];
const WAITING = 'waitOptions: maxPollInterval, onTimeout, timeout';

/** What each screen shows from top to bottom: a star where a value is required, and what a collection holds. */
const SHOWN: [resource: string, operation: string, more: INodeParameters, shown: string[]][] = [
	['account', 'getAll', {}, ['returnAll', 'limit']],
	['account', 'getAll', { returnAll: true }, ['returnAll']],
	[
		'carousel',
		'publish',
		{},
		[
			...['tiktokAccountId*', 'source', 'images', 'mediaIds', ...POST],
			`additionalFields: ${ADDITIONAL.toSpliced(1, 0, 'coverIndex').join(', ')}`,
		],
	],
	[
		'carousel',
		'publish',
		{ source: 'url' },
		[
			...['tiktokAccountId*', 'source', 'fileUrls*', ...POST],
			`additionalFields: ${ADDITIONAL.toSpliced(1, 0, 'coverIndex').join(', ')}`,
		],
	],
	['job', 'get', {}, ['outputJobId*']],
	['job', 'wait', {}, ['outputJobId*', WAITING]],
	['media', 'get', {}, ['mediaId*']],
	['media', 'getAll', {}, ['limit', 'filters: kind, source']],
	['media', 'upload', {}, ['source', 'binaryPropertyName*']],
	['media', 'upload', { source: 'url' }, ['source', 'fileUrl*']],
	['schedule', 'cancel', {}, ['outputJobId*']],
	['schedule', 'getAll', {}, ['returnAll', 'limit']],
	[
		'video',
		'schedule',
		{},
		[
			...['tiktokAccountId*', 'source', 'mediaId*', 'scheduledAt*', 'timezone', ...POST],
			`additionalFields: ${ADDITIONAL.join(', ')}`,
		],
	],
	[
		'video',
		'publish',
		{},
		[
			...['tiktokAccountId*', 'source', 'mediaId*', ...POST, 'waitForCompletion', WAITING],
			`additionalFields: ${ADDITIONAL.join(', ')}`,
		],
	],
	[
		'video',
		'publish',
		{ source: 'binary', waitForCompletion: false },
		[
			...['tiktokAccountId*', 'source', 'binaryPropertyName*', ...POST, 'waitForCompletion'],
			`additionalFields: ${ADDITIONAL.join(', ')}`,
		],
	],
	[
		'video',
		'publish',
		{ source: 'url', waitForCompletion: false },
		[
			...['tiktokAccountId*', 'source', 'fileUrl*', ...POST, 'waitForCompletion'],
			`additionalFields: ${ADDITIONAL.join(', ')}`,
		],
	],
];

test.each(SHOWN)(
	'%s > %s with %j shows its fields in this order',
	(resource, operation, more, shown) => {
		const fields = shownWith({ resource, operation, ...more });
		const words = fields.map(({ name, required, type, options = [] }) => {
			const held = (options as INodeProperties[]).map((option) => option.name).join(', ');
			return `${name}${required ? '*' : ''}${type === 'collection' ? `: ${held}` : ''}`;
		});
		expect(words).toEqual(shown);
	},
);

test('there are no other operations', () => {
	const tested = SHOWN.map(([resource, operation]) => `${resource} > ${operation}`);
	const all = OPERATIONS.map(({ resource, operation }) => `${resource} > ${operation}`);
	expect(all.sort()).toEqual([...new Set(tested)].sort());
});

// n8n resolves an expression in a field twice for each property of its name, on every item.
test.each(['tiktokAccountId', 'source', 'caption', 'privacyLevel'])(
	'%s is one property for videos and carousels',
	(wanted) => {
		const properties = description.properties.filter(
			({ name, displayOptions }) =>
				name === wanted && displayOptions?.show?.resource?.includes('video'),
		);
		expect(properties).toHaveLength(1);
		expect(properties[0]?.displayOptions?.show?.resource).toContain('carousel');
	},
);
