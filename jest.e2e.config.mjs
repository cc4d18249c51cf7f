// The end-to-end tests: the packed package in the real n8n. One file after another: each starts servers of its own.
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
	maxWorkers: Number(process.env.E2E_WORKERS ?? 1),
};
