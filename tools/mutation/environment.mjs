import SharedEngine from '../../test/support/sharedEngine.mjs';

/** Where the code that StrykerJS has instrumented notes what it runs, and looks which mutant is on. */
export const stryker = (globalThis.__stryker__ ??= {});

/** What a file does while it is loaded, and in its hooks, is done for all of its tests. */
export const wholeFile = (file) => `${file}::`;

const nameOf = (test) => {
	const names = [];
	for (let at = test; at.parent; at = at.parent) names.unshift(at.name);
	return names.join(' ');
};

/** Tells the instrumented code which test is running; with a mutant, the first that fails is enough. */
export default class Watched extends SharedEngine {
	constructor(config, context) {
		super(config, context);
		this.file = context.testPath;
		this.hasFailed = false;
		stryker.currentTestId = wholeFile(this.file);
	}

	handleTestEvent({ name, test }) {
		if (name === 'test_start') {
			if (this.hasFailed && stryker.activeMutant !== undefined) test.mode = 'skip';
			stryker.currentTestId = wholeFile(this.file) + nameOf(test);
		}
		if (name === 'test_done') {
			this.hasFailed ||= test.errors.length > 0;
			stryker.currentTestId = wholeFile(this.file);
		}
	}
}
