import { readFileSync } from 'node:fs';

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { WondaTikTok } from '../../nodes/WondaTikTok/WondaTikTok.node';
import { WondaTikTokTrigger } from '../../nodes/WondaTikTokTrigger/WondaTikTokTrigger.node';

// Rules of n8n's verification that its released lint does not check, or not in files that a node imports.

const NODES = [new WondaTikTok(), new WondaTikTokTrigger()].map(({ description }) => description);

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as unknown;

/** The properties, those in collections included. */
const withNested = (properties: INodeProperties[]): INodeProperties[] =>
	properties.flatMap((property) => {
		const nested = property.type === 'collection' ? property.options : [];
		return [property, ...withNested((nested ?? []) as INodeProperties[])];
	});

const PROPERTIES = NODES.flatMap(({ properties }) => withNested(properties));

/** The names in each list of options. */
const LISTS = PROPERTIES.filter(({ type }) => type === 'options' || type === 'multiOptions').map(
	({ name, options = [] }) =>
		[name, (options as INodePropertyOptions[]).map((option) => option.name)] as const,
);

test.each(['WondaTikTok', 'WondaTikTokTrigger'])('%s is in a category of n8n', (node) => {
	// https://docs.n8n.io/connect/create-nodes/build-your-node/reference/codex-files
	expect(readJson(`nodes/${node}/${node}.node.json`)).toMatchObject({
		categories: ['Marketing & Content'],
	});
});

test('The home page is that of the package', () => {
	const { name, homepage } = readJson('package.json') as Record<string, string>;
	expect(homepage).toBe(`https://www.npmjs.com/package/${name}`);
});

test('Hints are short', () => {
	const hints = PROPERTIES.flatMap(({ hint }) => hint ?? []);
	expect(hints).not.toEqual([]);
	expect(hints.filter((hint) => hint.length > 120)).toEqual([]);
});

test('Every field has a default', () => {
	expect(PROPERTIES.filter((property) => property.default === undefined)).toEqual([]);
});

test.each(LISTS)('The options of %s are sorted, and no two are the same', (_name, names) => {
	expect(names).toEqual([...new Set(names)].sort((a, b) => a.localeCompare(b)));
});
