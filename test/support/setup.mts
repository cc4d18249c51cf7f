declare global {
	/** `require` as the code of n8n's engine under test has it (`sharedEngine.mjs`). */
	var engineRequire: NodeJS.Require;
	/** `require` of Node itself: what it gives is loaded once for all files of tests in a process. */
	var sharedRequire: NodeJS.Require;
	/** The sandbox's code, loaded once for all files of tests in a process; each still starts sandboxes of its own. */
	var sharedSandbox: object | undefined;
}

// Generous, since what comes late on a busy machine is no fault; what never comes fails all the same.
jest.setTimeout(60_000);

// Whoever asks for one of these gets the one that n8n's engine under test has, or is.
jest.doMock('n8n-core', () => engineRequire('./index.js') as unknown);
for (const name of ['n8n-workflow', 'luxon', '@n8n/di']) {
	jest.doMock(name, () => engineRequire(name) as unknown);
}

// To load these anew for each file, and to compile the OpenAPI document anew, took a quarter of the tests' time.
for (const name of ['express', 'express-openapi-validator', 'selfsigned']) {
	jest.doMock(name, () => sharedRequire(name) as unknown);
}
jest.doMock('../../tools/sandbox/index.mts', () => {
	globalThis.sharedSandbox ??= jest.requireActual<object>('../../tools/sandbox/index.mts');
	return globalThis.sharedSandbox;
});

// What n8n changes of the language itself holds everywhere in it: it gives large integers a JSON.
engineRequire('n8n-workflow');

export {};
