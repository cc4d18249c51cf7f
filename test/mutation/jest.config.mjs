import path from 'node:path';

import { shared } from '../../jest.config.mjs';

const test = (pattern) => `<rootDir>/test/${pattern}`;

/** The tests that notice a mutant: those of the package itself, on one engine, that try the same each time. */
export default {
	...shared,
	rootDir: path.resolve(import.meta.dirname, '../..'),
	displayName: 'mutation',
	testEnvironment: '<rootDir>/test/mutation/environment.mjs',
	testEnvironmentOptions: { engine: 'n8n-core' },
	testMatch: ['engine', 'failures', 'files', 'rules', 'WondaTikTok']
		.map((folder) => test(`${folder}/**/*.test.mts`))
		.concat(test('description.test.mts')),
	// Random runs notice a mutant at one time and not at another.
	testPathIgnorePatterns: ['/properties\\.test\\.mts$'],
};
