import { readFileSync } from 'node:fs';

import { withAddresses } from '../readme.mts';

test('Relative links become absolute, and no others change', () => {
	const readme =
		'See [more](docs/more.md#how), <img src="docs/images/a.png">, <source srcset="a.png">, [it](https://a.example), [up](#top)';
	expect(withAddresses(readme, 'someone/n8n-nodes-a', '1.2.3')).toBe(
		'See [more](https://github.com/someone/n8n-nodes-a/blob/1.2.3/docs/more.md#how), <img src="https://raw.githubusercontent.com/someone/n8n-nodes-a/1.2.3/docs/images/a.png">, <source srcset="https://raw.githubusercontent.com/someone/n8n-nodes-a/1.2.3/a.png">, [it](https://a.example), [up](#top)',
	);
});

// Another test checks that the linked files exist.
test('The README on npm has no relative links', () => {
	const readme = withAddresses(readFileSync('README.md', 'utf8'), 'owner/name', '1.2.3');
	const links = [...readme.matchAll(/(?:\]\(|\b(?:href|src|srcset)=")([^)"\s]+)/g)].map(
		([, link]) => link,
	);
	expect(links.filter((link) => link?.startsWith('https://github.com/owner/name/'))).not.toEqual(
		[],
	);
	expect(links.filter((link) => !/^(?:https:|#)/.test(String(link)))).toEqual([]);
});
