import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { WondaApi } from '../../../credentials/WondaApi.credentials';
import { anchorsIn, firstColumn, linksIn, readPage } from '../../support/pages.mts';
import { messagesIn, type Parts } from '../../support/sourceCode.mts';

const PAGES = [
	...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'tools/sandbox/README.md'],
	...readdirSync('docs', { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.md'))
		.map((file) => path.join('docs', file)),
];

/** Whether a line of a page has all fixed parts of a text, in their order. */
function isNamedIn(page: string, parts: Parts): boolean {
	return page.split('\n').some((line) => {
		let from = 0;
		return parts.every((part) => {
			const at = line.indexOf(part.trim(), from);
			from = at + part.trim().length;
			return at >= 0;
		});
	});
}

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

test.each(['nodes/shared', 'nodes/WondaTikTokTrigger'])(
	'docs/errors.md or docs/trigger.md has every first line of %s',
	(folder) => {
		const pages = `${readPage('docs/errors.md')}\n${readPage('docs/trigger.md')}`;
		const messages = messagesIn(folder);
		expect(messages.length).toBeGreaterThan(0);
		const missing = messages.filter((parts) => !isNamedIn(pages, parts));
		expect(missing.map((parts) => parts.join('…'))).toEqual([]);
	},
);

test('docs/credential.md has the texts of the credential’s test', () => {
	const rules = new WondaApi().test.rules ?? [];
	const beginnings = rules.map(({ properties }) => `${properties.message.split('. ')[0]}. …`);
	expect(beginnings.length).toBeGreaterThan(0);
	expect(firstColumn(readPage('docs/credential.md'), 'Text')).toEqual(
		expect.arrayContaining(beginnings),
	);
});

/** A status that a node writes into a row of the calendar, or looks for. */
const STATUS =
	/"status": "(\w+)"|"keyName": "status",\s*"condition": "\w+",\s*"keyValue": "(\w+)"/g;

test.each([
	...['content-calendar/2-plan', 'content-calendar/3-record-results', 'content-calendar/4-recover'],
	'a-spreadsheet-becomes-scheduled-posts',
])('%s uses the statuses of the page', (workflow) => {
	const text = readFileSync(`workflows/${workflow}.json`, 'utf8');
	const used = [...text.matchAll(STATUS)].map(([, written, sought]) => written ?? sought);
	const known = firstColumn(readPage('docs/content-calendar.md'), '`status`');
	expect(known).toEqual(expect.arrayContaining(used));
});
