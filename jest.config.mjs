process.env.N8N_LOG_LEVEL ??= 'silent';

/** What every project of the tests has. */
export const shared = {
	testEnvironment: '<rootDir>/test/support/sharedEngine.mjs',
	transform: {
		'^.+\\.m?ts$': [
			'@swc/jest',
			{ module: { type: 'commonjs' }, jsc: { target: 'es2022', parser: { syntax: 'typescript' } } },
		],
	},
	moduleFileExtensions: ['js', 'ts', 'mts', 'mjs', 'cjs', 'json', 'node'],
	setupFilesAfterEnv: ['<rootDir>/test/support/setup.mts'],
	// Copies of the project, while mistakes are put into them.
	modulePathIgnorePatterns: ['<rootDir>/coverage/'],
	coveragePathIgnorePatterns: ['/node_modules/', '/test/', '/tools/'],
};

// The tests of the engine run twice: on that of the pinned n8n 2.x, and on that of the last n8n 1.x.
export default {
	projects: [
		{
			...shared,
			displayName: 'n8n 2.41',
			testEnvironmentOptions: { engine: 'n8n-core' },
			testMatch: ['<rootDir>/{test,tools}/**/*.test.mts'],
			testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
		},
		{
			...shared,
			displayName: 'n8n 1.123',
			testMatch: ['<rootDir>/test/engine/**/*.test.mts'],
			testEnvironmentOptions: { engine: 'n8n-core-v1' },
		},
	],
	// Tests mostly wait for polls, so more of them than there are cores go on at once.
	maxWorkers: 4,
	coverageProvider: 'v8',
	// To the terminal only: n8n's lint would read the pages of a report.
	coverageReporters: ['text'],
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
};
