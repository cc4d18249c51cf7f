import { findingsIn, type Release } from '../../release/findings.mts';
import { withAddresses } from '../../release/readme.mts';

const NODE = 'dist/nodes/A/A.node.js';

/** A release in which all is right. */
const good: Release = {
	manifest: {
		name: 'n8n-nodes-a',
		version: '1.2.3',
		repository: { url: 'git+https://github.com/someone/n8n-nodes-a.git' },
		n8n: { nodes: [NODE], credentials: [] },
	},
	changelog:
		'# Changelog\n\n## [1.2.3] - 2026-01-31\n\n- New\n\n## [1.2.2] - 2026-01-01\n\n- Old\n',
	readme:
		'See [more](docs/more.md#how), <img src="docs/images/a.png">, [it](https://a.example), [up](#top)',
	packed: [NODE, 'package.json', 'README.md', 'LICENSE'],
	kept: ['docs/more.md', 'docs/images/a.png'],
	tag: '1.2.3',
};

const of = (changes: Partial<Release>) => findingsIn({ ...good, ...changes });

test('where all is right nothing is found', () => {
	expect(findingsIn(good)).toEqual([]);
});

test('on npm, pictures and links lead to the repository', () => {
	expect(withAddresses(good.readme, 'someone/n8n-nodes-a', '1.2.3')).toBe(
		'See [more](https://github.com/someone/n8n-nodes-a/blob/1.2.3/docs/more.md#how), <img src="https://raw.githubusercontent.com/someone/n8n-nodes-a/1.2.3/docs/images/a.png">, [it](https://a.example), [up](#top)',
	);
});

describe('It is found', () => {
	const { manifest } = good;
	test.each<[string, Partial<Release>, RegExp]>([
		['no repository', { manifest: { ...manifest, repository: undefined } }, /names no repository/],
		[
			'one that n8n cannot look at',
			{ manifest: { ...manifest, repository: 'https://elsewhere.example/a' } },
			/names no repository/,
		],
		[
			'a dependency',
			{ manifest: { ...manifest, dependencies: { axios: '1' } } },
			/dependencies; axios/,
		],
		['a node that is not packed', { packed: good.packed.slice(1) }, /names dist\/nodes\/A/],
		['a file too many', { packed: [...good.packed, 'dist/a.test.js.map'] }, /a\.test\.js\.map/],
		['a secret file', { packed: [...good.packed, '.env'] }, /holds \.env/],
		['no license', { packed: good.packed.slice(0, -1) }, /no LICENSE/],
		[
			'a version without a word',
			{ changelog: '## [1.2.2] - 2026-01-01\n\n- Old\n' },
			/says nothing/,
		],
		[
			'a version with a heading only',
			{ changelog: '## [1.2.3] - 2026-01-31\n\n## [1.2.2] - 2026-01-01\n\n- Old\n' },
			/says nothing/,
		],
		[
			'what was not moved',
			{ changelog: `## [Unreleased]\n\n- Newer\n\n${good.changelog}` },
			/move what stands under Unreleased/,
		],
		['another tag', { tag: 'v1.2.3' }, /The tag is v1\.2\.3/],
		[
			'no date',
			{ changelog: good.changelog.replace('2026-01-31', 'unreleased') },
			/enter the date of 1\.2\.3/,
		],
		['a link to nowhere', { kept: ['docs/images/a.png'] }, /docs\/more\.md, which is not there/],
		['a picture that is not there', { kept: ['docs/more.md'] }, /images\/a\.png, which is not/],
	])('%s', (_, changes, finding) => {
		expect(of(changes)).toEqual([expect.stringMatching(finding)]);
	});
});

test('before a version is tagged it needs no date', () => {
	const changelog = good.changelog.replace('2026-01-31', 'unreleased');
	expect(of({ changelog, tag: undefined })).toEqual([]);
});
