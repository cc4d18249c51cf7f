declare global {
	/** `require` as the code of n8n's engine under test has it (`sharedEngine.mjs`). */
	var engineRequire: NodeJS.Require;
}

// Generous, since what comes late on a busy machine is no fault; what never comes fails all the same.
jest.setTimeout(60_000);

// Whoever asks for one of these gets the one that n8n's engine under test has, or is.
jest.doMock('n8n-core', () => engineRequire('./index.js') as unknown);
for (const name of ['n8n-workflow', 'luxon', '@n8n/di']) {
	jest.doMock(name, () => engineRequire(name) as unknown);
}

// What n8n changes of the language itself holds everywhere in it: it gives large integers a JSON.
engineRequire('n8n-workflow');

export {};
