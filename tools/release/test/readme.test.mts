import { readFileSync } from 'node:fs';

import { withAddresses } from '../readme.mts';
import { linksIn } from '../../../test/support/pages.mts';

test('pictures and links lead to the repository, all others where they led', () => {
	const readme =
		'See [more](docs/more.md#how), <img src="docs/images/a.png">, <source srcset="a.png">, [it](https://a.example), [up](#top)';
	expect(withAddresses(readme, 'someone/n8n-nodes-a', '1.2.3')).toBe(
		'See [more](https://github.com/someone/n8n-nodes-a/blob/1.2.3/docs/more.md#how), <img src="https://raw.githubusercontent.com/someone/n8n-nodes-a/1.2.3/docs/images/a.png">, <source srcset="https://raw.githubusercontent.com/someone/n8n-nodes-a/1.2.3/a.png">, [it](https://a.example), [up](#top)',
	);
});

// That each of these files is there is a rule of test/docs.
test('nothing in our README leads to a file beside it, once it is on npm', () => {
	const links = linksIn(withAddresses(readFileSync('README.md', 'utf8'), 'owner/name', '1.2.3'));
	expect(links.filter((link) => link.startsWith('https://github.com/owner/name/'))).not.toEqual([]);
	expect(links.filter((link) => !/^(?:https:|#)/.test(link))).toEqual([]);
});
