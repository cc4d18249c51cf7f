// The tools and tests (.mts, .mjs) may use Node itself, so n8n's configuration for nodes does not fit them.
import js from '@eslint/js';
import redos from 'eslint-plugin-redos';
import tseslint from 'typescript-eslint';

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
);
