import path from 'node:path';

import { shared } from '../../jest.config.mjs';

/** The tests that may notice a mutant, on one engine: those that try the same each time. Each room names its own of them. */
export default {
	...shared,
	rootDir: path.resolve(import.meta.dirname, '../..'),
	displayName: 'mutation',
	setupFilesAfterEnv: [...shared.setupFilesAfterEnv, '<rootDir>/tools/mutation/patience.mjs'],
	testEnvironment: '<rootDir>/tools/mutation/environment.mjs',
	testEnvironmentOptions: { engine: 'n8n-core' },
	testMatch: ['<rootDir>/test/**/*.test.mts'],
	// Random runs notice a mutant at one time and not at another.
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '/properties\\.test\\.mts$'],
};
