import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { WondaApi } from '../../credentials/WondaApi.credentials';
import { WondaTikTok } from '../../nodes/WondaTikTok/WondaTikTok.node';
import { WondaTikTokTrigger } from '../../nodes/WondaTikTokTrigger/WondaTikTokTrigger.node';
import { description, methods, operationList, optionsOf, SCREENS } from '../support/screens.mts';

const NODE_FILE = 'nodes/WondaTikTok/WondaTikTok.node.ts';
const TRIGGER_FILE = 'nodes/WondaTikTokTrigger/WondaTikTokTrigger.node.ts';
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
interface Codex {
	node: string;
	alias: string[];
	categories: string[];
	resources: object;
}

const { description: trigger } = new WondaTikTokTrigger();

/** Both nodes, each with what the node panel knows of it. */
const NODES = [
	{
		node: description,
		file: NODE_FILE,
		typed: [
			'schedule post',
			'carousel',
			'tik tok',
			'upload',
			'upload video',
			'post video',
			'post to tiktok',
			'tiktok video',
			'tiktok schedule',
		],
	},
	{ node: trigger, file: TRIGGER_FILE, typed: ['new video', 'scheduled post', 'tik tok'] },
].map((one) => ({ ...one, codex: readJson(one.file.replace(/ts$/, 'json')) as unknown as Codex }));

const credential = new WondaApi();

type Option = INodePropertyOptions | INodeProperties | INodePropertyCollection;

/** A property and all that it holds: options, modes, parameters of collections. */
function everythingIn(property: Option): Option[] {
	const { options = [], modes = [] } = property as {
		options?: Option[];
		modes?: INodePropertyOptions[];
	};
	return [property, ...options.flatMap(everythingIn), ...modes];
}

const everything = [
	...description.properties,
	...trigger.properties,
	...credential.properties,
].flatMap(everythingIn);

describe('Names on which saved workflows depend', () => {
	test('package and files', () => {
		expect(manifest.name).toBe('n8n-nodes-wonda');
		expect(manifest.n8n.nodes).toEqual(
			[NODE_FILE, TRIGGER_FILE].map((file) => `dist/${file.replace(/ts$/, 'js')}`),
		);
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
			// n8n's own names: whom HTTP Request may send the key to.
			{ name: 'allowedHttpRequestDomains', type: 'options', value: 'domains', secret: false },
			{ name: 'allowedDomains', type: 'string', value: 'api.wondercat.ai', secret: false },
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

	test('trigger', () => {
		expect(trigger).toMatchObject({
			name: 'wondaTikTokTrigger',
			displayName: 'Wonda TikTok Trigger',
			version: 1,
			polling: true,
			group: ['trigger'],
			inputs: [],
			outputs: ['main'],
			credentials: [{ name: 'wondaApi', required: true }],
		});
		const offered = trigger.properties.map(({ name, default: usual, options = [] }) => [
			name,
			usual,
			(options as INodePropertyOptions[]).map(({ value }) => value),
		]);
		const sources = ['editor_output', 'import', 'model_generated', 'scrape', 'user_upload'];
		expect(offered).toEqual([
			['triggerOn', 'newMedia', ['newMedia', 'scheduledPostEnded']],
			['kind', 'video', ['any', 'audio', 'image', 'video']],
			['source', 'any', ['any', ...sources]],
			['outcomes', ['succeeded', 'failed'], ['canceled', 'failed', 'succeeded']],
		]);
	});

	test('every list that a field searches has its method', () => {
		const searched = everything.flatMap((one) => {
			const { typeOptions } = one as { typeOptions?: { searchListMethod?: string } };
			return typeOptions?.searchListMethod ?? [];
		});
		expect([...new Set(searched)].sort()).toEqual(Object.keys(methods.listSearch).sort());
	});
});

describe('In the editor', () => {
	const operations = SCREENS.flatMap(({ resource }) => optionsOf(operationList(resource)));

	test('every operation says what it does', () => {
		for (const { description: text } of operations) expect(text).toMatch(/^[A-Z]/);
	});

	test.each(NODES)('$node.displayName is found by what people type', ({ node, codex, typed }) => {
		const words = [node.displayName, ...codex.alias].map((word) => word.toLowerCase());
		for (const text of ['tiktok', 'wonda', ...typed])
			expect(words.some((word) => word.includes(text))).toBe(true);
		expect(codex.node).toBe(`${manifest.name}.${node.name}`);
		expect(codex.categories.length).toBeGreaterThan(0);
	});

	test("Docs opens the package's own page, and the key's field the page on keys", () => {
		const page = `https://www.npmjs.com/package/${manifest.name}`;
		for (const { codex } of NODES) {
			expect(codex.resources).toEqual({
				credentialDocumentation: [{ url: `${page}#credentials` }],
				primaryDocumentation: [{ url: page }],
			});
		}
		expect(credential.documentationUrl).toBe(`${page}#credentials`);
		expect(credential.properties[0]?.description).toContain(
			'href="https://wonda.sh/docs/authentication"',
		);
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
		for (const text of [...NODES.map(({ node }) => node.description), ...texts]) {
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
		['trigger', TRIGGER_FILE, trigger.icon],
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
