// npm run test:mutation -- --mutate nodes/shared/files/fileType.ts: a report on which mistakes no test notices.
// Every mutant runs the tests until one fails, so a file takes minutes, and all of them take a day.

/** Random runs are left out: they notice a mutant in one run and miss it in the next. */
const TESTS = "'/test/(unit|engine)/(?!.*properties)'";

export default {
	mutate: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	testRunner: 'command',
	commandRunner: { command: `jest --selectProjects 'n8n 2.41' --bail --testPathPatterns ${TESTS}` },
	coverageAnalysis: 'off',
	concurrency: 1,
	reporters: ['progress-append-only', 'clear-text', 'html'],
	htmlReporter: { fileName: 'coverage/mutation.html' },
	tempDirName: 'coverage/mutation',
	allowConsoleColors: false,
};
