import { findingsIn, type Release } from '../findings.mts';

const NODE = 'dist/nodes/A/A.node.js';
const SCHEMA = 'dist/nodes/A/__schema__/v1.0.0/a/get.json';

/** A release without findings. */
const good: Release = {
	manifest: {
		name: 'n8n-nodes-a',
		version: '1.2.3',
		author: { email: 'someone@example.com' },
		repository: { url: 'git+https://github.com/someone/n8n-nodes-a.git' },
		n8n: { nodes: [NODE], credentials: [] },
	},
	changelog:
		'# Changelog\n\n## [1.2.3] - 2026-01-31\n\n- New\n\n## [1.2.2] - 2026-01-01\n\n- Old\n',
	packed: [NODE, SCHEMA, 'package.json', 'README.md', 'LICENSE'],
	tag: '1.2.3',
};

const of = (changes: Partial<Release>) => findingsIn({ ...good, ...changes });

test('A good release has no findings', () => {
	expect(findingsIn(good)).toEqual([]);
});

describe('Finds', () => {
	const { manifest } = good;
	test.each<[string, Partial<Release>, RegExp]>([
		['no repository', { manifest: { ...manifest, repository: undefined } }, /from where/],
		['no author', { manifest: { ...manifest, author: undefined } }, /who publishes/],
		[
			"a placeholder in the author's place",
			{ manifest: { ...manifest, author: { email: 'contributors@a.example' } } },
			/who publishes/,
		],
		[
			'a repository elsewhere',
			{ manifest: { ...manifest, repository: 'https://elsewhere.example/a' } },
			/from where/,
		],
		[
			'a dependency',
			{ manifest: { ...manifest, dependencies: { axios: '1' } } },
			/dependencies\. Remove axios/,
		],
		['a node that is not packed', { packed: good.packed.slice(1) }, /names dist\/nodes\/A/],
		[
			'a file that does not ship',
			{ packed: [...good.packed, 'dist/a.test.js.map'] },
			/a\.test\.js\.map/,
		],
		[
			'no output schemas',
			{ packed: good.packed.filter((file) => file !== SCHEMA) },
			/no output schemas/,
		],
		['a secret file', { packed: [...good.packed, '.env'] }, /must not contain \.env/],
		['no license', { packed: good.packed.slice(0, -1) }, /has no LICENSE/],
		[
			'a version without an entry',
			{ changelog: '## [1.2.2] - 2026-01-01\n\n- Old\n' },
			/has no entry/,
		],
		[
			'a version with a heading only',
			{ changelog: '## [1.2.3] - 2026-01-31\n\n## [1.2.2] - 2026-01-01\n\n- Old\n' },
			/has no entry/,
		],
		[
			'unreleased changes',
			{ changelog: `## [Unreleased]\n\n- Newer\n\n${good.changelog}` },
			/move the changes under Unreleased/,
		],
		['another tag', { tag: 'v1.2.3' }, /The tag is v1\.2\.3/],
		[
			'no date',
			{ changelog: good.changelog.replace('2026-01-31', 'unreleased') },
			/add the date of 1\.2\.3/,
		],
	])('%s', (_, changes, finding) => {
		expect(of(changes)).toEqual([expect.stringMatching(finding)]);
	});
});

test('A version needs no date before it is tagged', () => {
	const changelog = good.changelog.replace('2026-01-31', 'unreleased');
	expect(of({ changelog, tag: undefined })).toEqual([]);
});
