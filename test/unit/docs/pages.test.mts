import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { WondaApi } from '../../../credentials/WondaApi.credentials';
import { anchorsIn, firstColumn, linksIn, readPage } from '../../support/pages.mts';
import { messagesIn, type Parts, textsIn } from '../../support/sourceCode.mts';

const PAGES = [
	...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'tools/sandbox/README.md'],
	...readdirSync('docs', { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.md'))
		.map((file) => path.join('docs', file)),
];

/** First lines that n8n or Node makes, each with when it does. */
const OF_OTHERS = new Map([
	["Referenced node doesn't exist", 'n8n: an expression names a node that is not there'],
]);

/** Shorter pieces of a text say nothing. */
const SHORTEST = 4;

const trimmed = (text: string) => text.replace(/^[\s.,;:()“”]+|[\s.,;:()“”]+$/g, '');

/** What the code can say, and where it breaks off for a value. */
const SAID = [...new Set(textsIn('nodes', 'credentials').flat().map(trimmed))].filter(Boolean);

/** Whether the code says this: in one text, or at the end of one and the beginning of the next (a label and its rule). */
function isSaid(piece: string, goesOn = false): boolean {
	if (SAID.some((text) => (goesOn ? text.startsWith(piece) : text.includes(piece)))) return true;
	return [...piece.matchAll(/ /g)].some(({ index }) => {
		const head = trimmed(piece.slice(0, index));
		const isHead = SAID.some((text) => (goesOn ? text === head : text.endsWith(head)));
		return isHead && isSaid(trimmed(piece.slice(index)), true);
	});
}

/** What a page quotes of a first line: pieces between values, which it writes as … or as an example, and between choices. */
const piecesOf = (line: string) =>
	line
		.split(/…| \/ |\b\d[\d,]*\b/)
		.map(trimmed)
		.filter((piece) => piece.length >= SHORTEST);

/** Whether a line of a page has all fixed parts of a text, in their order. */
function isNamedIn(page: string, parts: Parts): boolean {
	const wanted = parts.map(trimmed).filter((part) => part.length >= SHORTEST);
	return page.split('\n').some((line) => {
		let from = 0;
		return wanted.every((part) => {
			const at = line.indexOf(part, from);
			from = at + part.length;
			return at >= 0;
		});
	});
}

const shown = (texts: Parts[]) => texts.map((parts) => parts.join('…'));

test('the README is short', () => {
	expect(readFileSync('README.md', 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(180);
});

test.each(PAGES)('all links of %s lead somewhere', (page) => {
	const dead = linksIn(readPage(page))
		.filter((link) => !/^[a-z]+:/.test(link))
		.filter((link) => {
			const [file = '', anchor] = link.split('#');
			const target = file === '' ? page : path.join(path.dirname(page), decodeURI(file));
			if (!existsSync(target)) return true;
			return anchor !== undefined && !anchorsIn(readPage(target)).includes(anchor);
		});
	expect(dead).toEqual([]);
});

describe('docs/errors.md and the code', () => {
	const lines = firstColumn(readPage('docs/errors.md'), 'First line');

	test('first lines are found', () => {
		expect(lines.length).toBeGreaterThan(50);
	});

	test.each(lines.filter((line) => !OF_OTHERS.has(line)))('the code says: %s', (line) => {
		expect(piecesOf(line).filter((piece) => !isSaid(piece))).toEqual([]);
	});

	test.each([...OF_OTHERS])('what others say is still named: %s (%s)', (line) => {
		expect(lines).toContain(line);
	});

	test.each([
		['nodes/shared', 'docs/errors.md'],
		['nodes/WondaTikTokTrigger', 'docs/trigger.md'],
	])('every first line of %s is named in %s', (folder, file) => {
		const page = readPage(file);
		const messages = messagesIn(folder);
		expect(messages.length).toBeGreaterThan(0);
		expect(shown(messages.filter((parts) => !isNamedIn(page, parts)))).toEqual([]);
	});
});

test('docs/credential.md has what the test of the credential says', () => {
	const rules = new WondaApi().test.rules ?? [];
	const beginnings = rules.map(({ properties }) => `${properties.message.split('. ')[0]}. …`);
	const table = firstColumn(readPage('docs/credential.md'), 'Text');
	expect(beginnings.length).toBeGreaterThan(0);
	expect(table).toEqual(expect.arrayContaining(beginnings));
});

describe('The test notices', () => {
	test.each(['Media ID is nowhere', 'The post was sent twice', 'Caption is empty; enter nothing'])(
		'what the code does not say: %s',
		(line) => {
			expect(piecesOf(line).every((piece) => isSaid(piece))).toBe(false);
		},
	);

	test('a first line that no page names', () => {
		const page = 'The job had not ended after … seconds';
		expect(isNamedIn(page, ['The job had not ended after ', ' minutes'])).toBe(false);
		expect(isNamedIn(page, [' seconds', 'The job had not ended after '])).toBe(false);
		expect(isNamedIn(page, ['The job had not ended after ', ' seconds'])).toBe(true);
	});

	test('anchors of headings that are alike', () => {
		expect(anchorsIn('# On Error\n## What’s new?\n## On Error\n')).toEqual([
			'on-error',
			'whats-new',
			'on-error-1',
		]);
	});
});
