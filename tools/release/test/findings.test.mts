import { findingsIn, type Release } from '../findings.mts';

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
	packed: [NODE, 'package.json', 'README.md', 'LICENSE'],
	tag: '1.2.3',
};

const of = (changes: Partial<Release>) => findingsIn({ ...good, ...changes });

test('where all is right nothing is found', () => {
	expect(findingsIn(good)).toEqual([]);
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
	])('%s', (_, changes, finding) => {
		expect(of(changes)).toEqual([expect.stringMatching(finding)]);
	});
});

test('before a version is tagged it needs no date', () => {
	const changelog = good.changelog.replace('2026-01-31', 'unreleased');
	expect(of({ changelog, tag: undefined })).toEqual([]);
});
