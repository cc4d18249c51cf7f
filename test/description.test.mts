import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { WondaApi } from '../credentials/WondaApi.credentials';
import { WondaTikTok } from '../nodes/WondaTikTok/WondaTikTok.node';

const NODE_FILE = 'nodes/WondaTikTok/WondaTikTok.node.ts';
const CREDENTIAL_FILE = 'credentials/WondaApi.credentials.ts';

const readJson = (file: string) =>
	JSON.parse(readFileSync(path.join(process.cwd(), file), 'utf8')) as Record<string, unknown>;

const manifest = readJson('package.json') as {
	name: string;
	license: string;
	keywords: string[];
	files: string[];
	dependencies?: object;
	peerDependencies: object;
	n8n: { n8nNodesApiVersion: number; nodes: string[]; credentials: string[] };
};
const codex = readJson('nodes/WondaTikTok/WondaTikTok.node.json') as {
	node: string;
	alias: string[];
	categories: string[];
};
const { description, methods } = new WondaTikTok();
const credential = new WondaApi();

type Option = INodePropertyOptions | INodeProperties | INodePropertyCollection;

const values = (options: Option[] = []) =>
	(options as INodePropertyOptions[]).map(({ value }) => value);

const names = (fields: { name: string }[] = []) => fields.map(({ name }) => name);

/** The property of a name that is shown for a resource and an operation. */
function field(name: string, resource: string, operation: string): INodeProperties {
	const found = fieldsOf(resource, operation).find((property) => property.name === name);
	if (!found) throw new Error(`${resource} > ${operation} has no field ${name}`);
	return found;
}

/** What is shown for a resource and an operation, beside the two themselves. */
function fieldsOf(resource: string, operation: string): INodeProperties[] {
	return description.properties.filter(({ displayOptions }) => {
		const show = displayOptions?.show ?? {};
		return show.resource?.includes(resource) && show.operation?.includes(operation);
	});
}

function operationsOf(resource: string): INodeProperties {
	const found = description.properties.find(
		({ name, displayOptions }) =>
			name === 'operation' && displayOptions?.show?.resource?.includes(resource),
	);
	if (!found) throw new Error(`${resource} has no operations`);
	return found;
}

/** An option of a collection. */
function option(collection: INodeProperties, name: string): INodeProperties {
	const found = (collection.options as INodeProperties[]).find((one) => one.name === name);
	if (!found) throw new Error(`${collection.name} has no option ${name}`);
	return found;
}

/** A property and all that it holds: options, modes, parameters of collections. */
function everythingIn(property: Option): Option[] {
	const { options = [], modes = [] } = property as {
		options?: Option[];
		modes?: INodePropertyOptions[];
	};
	return [property, ...options.flatMap(everythingIn), ...modes];
}

const everything = [...description.properties, ...credential.properties].flatMap(everythingIn);

const SHARED_OPTIONS = [
	'brandOrganic',
	'brandedContent',
	'disableComment',
	'disableDuet',
	'disableStitch',
	'discloseCommercial',
	'isAigc',
	'postMode',
];

/** Names on which saved workflows depend: fields by operation, notices apart. */
const CONTRACT: [resource: string, operation: string, fields: string[]][] = [
	['account', 'getAll', ['returnAll', 'limit']],
	[
		'carousel',
		'publish',
		[
			'tiktokAccountId',
			'source',
			'mediaIds',
			'binaryPropertyNames',
			'caption',
			'privacyLevel',
			'waitForCompletion',
			'waitOptions',
			'additionalFields',
		],
	],
	['job', 'get', ['outputJobId']],
	['job', 'wait', ['outputJobId', 'waitOptions']],
	['media', 'upload', ['binaryPropertyName']],
	['schedule', 'cancel', ['outputJobId']],
	['schedule', 'getAll', ['returnAll', 'limit']],
	[
		'video',
		'publish',
		[
			'tiktokAccountId',
			'source',
			'mediaId',
			'binaryPropertyName',
			'caption',
			'privacyLevel',
			'waitForCompletion',
			'waitOptions',
			'additionalFields',
		],
	],
	[
		'video',
		'schedule',
		[
			'tiktokAccountId',
			'source',
			'mediaId',
			'binaryPropertyName',
			'scheduledAt',
			'caption',
			'privacyLevel',
			'additionalFields',
		],
	],
];

const resources = [...new Set(CONTRACT.map(([resource]) => resource))];

describe('Names on which saved workflows depend', () => {
	test('package and files', () => {
		expect(manifest.name).toBe('n8n-nodes-wonda');
		expect(manifest.n8n.nodes).toEqual([`dist/${NODE_FILE.replace(/ts$/, 'js')}`]);
		expect(manifest.n8n.credentials).toEqual([`dist/${CREDENTIAL_FILE.replace(/ts$/, 'js')}`]);
	});

	test('credential', () => {
		expect(credential.name).toBe('wondaApi');
		expect(credential.displayName).toBe('Wonda API');
		expect(
			credential.properties.map(({ name, type, default: value, typeOptions }) => ({
				name,
				type,
				value,
				secret: typeOptions?.password ?? false,
			})),
		).toEqual([
			{ name: 'apiKey', type: 'string', value: '', secret: true },
			{
				name: 'baseUrl',
				type: 'string',
				value: 'https://api.wondercat.ai/api/v1',
				secret: false,
			},
		]);
		expect(credential.test.request.url).toBe('/tiktok/accounts');
	});

	test('node', () => {
		expect(description).toMatchObject({
			name: 'wondaTikTok',
			displayName: 'Wonda TikTok',
			version: 1,
			usableAsTool: true,
			credentials: [{ name: 'wondaApi', required: true }],
		});
		expect(new WondaTikTok()).not.toHaveProperty('execute');
	});

	test('resources', () => {
		const resource = description.properties.find(({ name }) => name === 'resource');
		expect(values(resource?.options)).toEqual(resources);
		expect(resource?.default).toBe('video');
	});

	test.each(resources)('operations of %s', (resource) => {
		const expected = CONTRACT.filter(([of]) => of === resource).map(([, operation]) => operation);
		const { options, default: first } = operationsOf(resource);
		expect(values(options)).toEqual(expected);
		expect(expected).toContain(first);
	});

	test.each(CONTRACT)('fields of %s > %s', (resource, operation, fields) => {
		const shown = fieldsOf(resource, operation).filter(({ type }) => type !== 'notice');
		expect(names(shown)).toEqual(fields);
	});

	test.each([
		['carousel', 'publish', [...SHARED_OPTIONS, 'coverIndex']],
		['video', 'publish', SHARED_OPTIONS],
		['video', 'schedule', [...SHARED_OPTIONS, 'timezone']],
	])('additional fields of %s > %s', (resource, operation, options) => {
		const { type, default: value, options: shown } = field('additionalFields', resource, operation);
		expect({ type, value }).toEqual({ type: 'collection', value: {} });
		expect(names(shown as INodeProperties[]).sort()).toEqual([...options].sort());
	});

	test.each([
		['carousel', 'publish'],
		['job', 'wait'],
		['video', 'publish'],
	])('wait options of %s > %s', (resource, operation) => {
		const waitOptions = field('waitOptions', resource, operation);
		expect(waitOptions.default).toEqual({});
		expect(
			(waitOptions.options as INodeProperties[]).map(({ name, type, default: value }) => [
				name,
				type,
				value,
			]),
		).toEqual([
			['maxPollInterval', 'number', 5],
			['onTimeout', 'options', 'error'],
			['timeout', 'number', 300],
		]);
		expect(values(option(waitOptions, 'onTimeout').options).sort()).toEqual(['error', 'output']);
	});
});

const PUBLISHING = CONTRACT.filter(([, , fields]) => fields.includes('tiktokAccountId')).map(
	([resource, operation]): [string, string] => [resource, operation],
);

describe.each(PUBLISHING)('%s > %s', (resource, operation) => {
	const get = (name: string) => field(name, resource, operation);

	test('takes the account from a list that can be searched, or by its ID', () => {
		const { type, required, default: value, modes } = get('tiktokAccountId');
		expect({ type, required, value }).toEqual({
			type: 'resourceLocator',
			required: true,
			value: { mode: 'list', value: '' },
		});
		expect(names(modes)).toEqual(['list', 'id']);
		expect(modes?.[0]?.typeOptions).toMatchObject({
			searchable: true,
			searchListMethod: Object.keys(methods.listSearch)[0],
		});
	});

	test('offers the four documented privacy levels, and “only me” first of all', () => {
		const { type, default: value, options } = get('privacyLevel');
		expect({ type, value }).toEqual({ type: 'options', value: 'SELF_ONLY' });
		expect(values(options).sort()).toEqual([
			'FOLLOWER_OF_CREATOR',
			'MUTUAL_FOLLOW_FRIENDS',
			'PUBLIC_TO_EVERYONE',
			'SELF_ONLY',
		]);
	});

	test('has the documented defaults in its additional fields', () => {
		const options = get('additionalFields').options as INodeProperties[];
		const flags = options.filter(({ type }) => type === 'boolean');
		expect(flags).toHaveLength(7);
		for (const { default: value } of flags) expect(value).toBe(false);

		const postMode = option(get('additionalFields'), 'postMode');
		expect(postMode.default).toBe('direct');
		expect(values(postMode.options).sort()).toEqual(['direct', 'inbox']);
	});

	test('warns of branded content that only its creator can see', () => {
		const notice = fieldsOf(resource, operation).find(({ type }) => type === 'notice');
		expect(notice?.displayOptions?.show).toMatchObject({
			privacyLevel: ['SELF_ONLY'],
			'/additionalFields.discloseCommercial': [true],
			'/additionalFields.brandedContent': [true],
		});
	});

	const [media, file] =
		resource === 'carousel'
			? ['mediaIds', 'binaryPropertyNames']
			: ['mediaId', 'binaryPropertyName'];

	test('requires what the API requires, and nothing else', () => {
		const required = fieldsOf(resource, operation).filter((property) => property.required);
		expect(names(required)).toEqual(
			['tiktokAccountId', media, file, operation === 'schedule' ? 'scheduledAt' : ''].filter(
				Boolean,
			),
		);
	});

	test('takes media IDs unless told to take files, and shows the field of one source only', () => {
		const source = get('source');
		expect(source.default).toBe('mediaId');
		// n8n shows, and requires, the fields of both sources where an expression chooses.
		expect(source.noDataExpression).toBe(true);
		expect(values(source.options)).toEqual(['binary', 'mediaId']);
		expect(get(media).displayOptions?.show).toMatchObject({ source: ['mediaId'] });
		expect(get(file).displayOptions?.show).toMatchObject({ source: ['binary'] });
	});
});

describe.each(PUBLISHING)(
	'Defaults that the API page documents stand in the descriptions of %s > %s',
	(resource, operation) => {
		test('Privacy Level', () => {
			expect(field('privacyLevel', resource, operation).description).toMatch(
				/\. Defaults to Only Me\.$/,
			);
		});

		test.each<[name: string, words: string]>([
			['isAigc', 'Defaults to false.'],
			['postMode', 'Defaults to Direct.'],
			['discloseCommercial', 'Defaults to false.'],
			['brandOrganic', 'Defaults to false.'],
			['brandedContent', 'Defaults to false.'],
			...(resource === 'carousel' ? [['coverIndex', 'Defaults to 0.'] as [string, string]] : []),
		])('%s: %s', (name, words) => {
			const { description: text } = option(field('additionalFields', resource, operation), name);
			expect(text?.endsWith(`. ${words}`)).toBe(true);
		});
	},
);

describe('Limits that a user should know stand where the value is entered', () => {
	test.each([
		['video', 'publish', 'caption', '2,200'],
		['carousel', 'publish', 'caption', '90'],
		['carousel', 'publish', 'mediaIds', '2 to 35'],
		['carousel', 'publish', 'mediaIds', 'JPEG or WebP'],
		['carousel', 'publish', 'binaryPropertyNames', '2 to 35 JPEG or WebP'],
		['video', 'publish', 'binaryPropertyName', 'MP4, QuickTime, WebM or AVI'],
		['video', 'schedule', 'scheduledAt', '5 minutes to 29 days'],
	])('%s > %s, %s: %s', (resource, operation, name, limit) => {
		expect(field(name, resource, operation).description).toContain(limit);
	});

	test('waiting is on unless it is turned off, and its options are hidden then', () => {
		for (const resource of ['video', 'carousel']) {
			expect(field('waitForCompletion', resource, 'publish').default).toBe(true);
			expect(field('waitOptions', resource, 'publish').displayOptions?.show).toMatchObject({
				waitForCompletion: [true],
			});
		}
	});

	test('a cover index is the number of one of 35 images', () => {
		const coverIndex = option(field('additionalFields', 'carousel', 'publish'), 'coverIndex');
		expect(coverIndex).toMatchObject({
			type: 'number',
			default: 0,
			typeOptions: { minValue: 0, maxValue: 34 },
		});
	});
});

describe('In the editor', () => {
	const operations = resources.flatMap(
		(resource) => operationsOf(resource).options as INodePropertyOptions[],
	);

	test('every operation has an action of its own, as a sentence', () => {
		const actions = operations.map(({ action }) => action);
		expect(new Set(actions).size).toBe(CONTRACT.length);
		for (const action of actions) expect(action).toMatch(/^[A-Z][a-z]+ [^.]+$/);
	});

	test('every operation says what it does', () => {
		for (const { description: text } of operations) expect(text).toMatch(/^[A-Z].+[^.]$/);
	});

	test('the node is found by what people type', () => {
		const words = [description.displayName, ...codex.alias].map((word) => word.toLowerCase());
		for (const typed of ['tiktok', 'wonda', 'schedule post', 'carousel'])
			expect(words.some((word) => word.includes(typed))).toBe(true);
		expect(codex.node).toBe(`${manifest.name}.${description.name}`);
		expect(codex.categories.length).toBeGreaterThan(0);
	});

	const SMALL_WORDS = new Set(['for', 'of', 'at', 'to', 'by', 'in', 'and', 'or', 'the', 'a']);

	test('every name is in Title Case', () => {
		const titles = everything
			.filter((one) => (one as INodeProperties).type !== 'notice')
			.map((one) => (one as INodeProperties).displayName ?? one.name);
		expect(titles.length).toBeGreaterThan(50);
		for (const title of titles) {
			for (const [index, word] of title.split(/[ (]+/).entries()) {
				if (index === 0 || !SMALL_WORDS.has(word)) expect(word).toMatch(/^[A-Z]/);
			}
		}
	});

	test('one sentence has no full stop at its end, several have', () => {
		const texts = everything.flatMap((one) => (one as INodeProperties).description ?? []);
		expect(texts.length).toBeGreaterThan(30);
		for (const text of [description.description, ...texts]) {
			const several = /[.:?!] [A-Z]/.test(text);
			expect(text).toMatch(several ? /\.$/ : /[^.]$/);
		}
	});

	test('every switch says “whether”', () => {
		const flags = everything.filter((one) => (one as INodeProperties).type === 'boolean');
		for (const flag of flags) expect((flag as INodeProperties).description).toMatch(/^Whether /);
	});

	test('options are in the order of their names', () => {
		for (const one of everything) {
			const { options = [], type } = one as INodeProperties;
			if (type !== 'collection' && type !== 'options') continue;
			const titles = options.map((entry) => (entry as INodeProperties).displayName ?? entry.name);
			expect(titles).toEqual([...titles].sort((a, b) => a.localeCompare(b)));
		}
	});

	test.each([
		['node', NODE_FILE, description.icon],
		['credential', CREDENTIAL_FILE, credential.icon],
	])('the %s has an icon for light and for dark', (_name, file, icon) => {
		const { light, dark } = icon as { light: string; dark: string };
		expect(light).not.toBe(dark);
		for (const one of [light, dark]) {
			const found = path.join(process.cwd(), path.dirname(file), one.replace(/^file:/, ''));
			expect(found).toMatch(/\.svg$/);
			expect(existsSync(found)).toBe(true);
		}
	});
});

describe('The package', () => {
	test('is found by n8n as a community node', () => {
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.n8n.n8nNodesApiVersion).toBe(1);
		expect(manifest.license).toBe('MIT');
	});

	test('ships what was built and nothing else', () => {
		expect(manifest.files).toEqual(['dist']);
	});

	test('has no runtime dependencies, and takes the n8n-workflow of n8n', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});
});
