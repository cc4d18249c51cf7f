// The tools and tests (.mts, .mjs) may use Node itself, so n8n's configuration for nodes does not fit them.
import js from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import redos from 'eslint-plugin-redos';
import tseslint from 'typescript-eslint';

// Each folder imports only from those below it in one of these lists.
const LAYERS = [
	[
		'nodes/WondaTikTok/WondaTikTok.node.ts',
		'nodes/WondaTikTok/resources',
		['nodes/WondaTikTok/fields', 'nodes/WondaTikTok/listSearch'],
		'nodes/shared/operations',
		['nodes/shared/files', 'nodes/shared/execution'],
		'nodes/shared/validation',
		'nodes/shared/api',
	],
	['nodes/WondaTikTokTrigger', 'nodes/shared'],
	// The two nodes know nothing of each other, nor what ships of what stands in for the service.
	['nodes/WondaTikTok', 'nodes/WondaTikTokTrigger'],
	['nodes/WondaTikTokTrigger', 'nodes/WondaTikTok'],
	[
		['test', 'tools/bench'],
		['tools/n8n', 'tools/schemas', 'tools/release'],
		['tools/sandbox', 'nodes', 'credentials'],
	],
	['tools/sandbox', ['nodes', 'credentials']],
	[['nodes', 'credentials'], 'tools/sandbox'],
];

const zones = LAYERS.flatMap((layers) =>
	layers.slice(1).map((target, above) => ({
		target: [target].flat().map((folder) => `./${folder}`),
		from: layers
			.slice(0, above + 1)
			.flat()

			.map((folder) => `./${folder}`),
		message: 'Imports run one way: see LAYERS in eslint.tools.config.mjs.',
	})),
);

export default tseslint.config(
	{ ignores: ['dist', 'coverage', 'node_modules'] },
	{
		files: ['**/*.mts', '**/*.mjs'],
		extends: [js.configs.recommended, tseslint.configs.strict, tseslint.configs.stylistic],
		rules: {
			'no-undef': 'off', // TypeScript knows the globals
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			eqeqeq: 'error',
		},
	},
	{
		// What ships has a configuration of n8n's, which knows nothing of the time that expressions take.
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		languageOptions: { parser: tseslint.parser },
		// Rules of n8n's configuration are not known here, nor what is said of them.
		linterOptions: { noInlineConfig: true },
		plugins: { redos },
		rules: { 'redos/no-vulnerable': ['error', { ignoreErrors: false, timeout: 60_000 }] },
	},
	{
		files: ['**/*.ts', '**/*.mts'],
		languageOptions: { parser: tseslint.parser },
		plugins: { 'import-x': importX },
		settings: {
			'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.mts', '.mjs'] })],
			'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.mts'] },
		},
		rules: {
			'import-x/no-cycle': 'error',
			'import-x/no-duplicates': 'error',
			'import-x/no-restricted-paths': ['error', { zones }],
		},
	},
);
