// The end-to-end tests: the packed package in the real n8n. Each file starts servers of its own, at ports that nobody else has.
import { shared } from './jest.config.mjs';

export default {
	...shared,
	// It would set the time for fast tests.
	setupFilesAfterEnv: [],
	testEnvironment: '<rootDir>/test/e2e/environment.mjs',
	displayName: 'e2e',
	testMatch: ['<rootDir>/test/e2e/**/*.test.mts'],
	// Pictures are taken where somebody asks for them; whether they are out of date is told by npm test.
	testPathIgnorePatterns: [
		'/node_modules/',
		...(process.env.E2E_PICTURES ? [] : ['<rootDir>/test/e2e/pictures']),
	],
	testTimeout: 5 * 60 * 1000,
	// They mostly wait, so that two cores are enough for two of them.
	maxWorkers: 2,
};
