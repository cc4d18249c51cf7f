// Where the end-to-end tests run. Inside Jest `process` is a copy that hears no signal and no end, so without this a run
// would leave behind what it started.
import { TestEnvironment } from 'jest-environment-node';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const INTERRUPTED = 130;
// Jest's events by which a file of tests has not passed as a whole.
const NOT_PASSED = ['test_fn_failure', 'hook_failure', 'error', 'test_skip', 'test_todo'];

export default class EndToEndEnvironment extends TestEnvironment {
	stop = () => {
		this.endAllStarted(INTERRUPTED);
		process.exit(INTERRUPTED);
	};

	async setup() {
		await super.setup();
		this.global.hasAllPassed = true;
		for (const signal of SIGNALS) process.once(signal, this.stop);
	}

	handleTestEvent({ name }) {
		if (NOT_PASSED.includes(name)) this.global.hasAllPassed = false;
	}

	/** Jest calls it after the last hook of a file, and where a file cannot even be read. */
	async teardown() {
		for (const signal of SIGNALS) process.removeListener(signal, this.stop);
		this.endAllStarted(0);
		await super.teardown();
	}

	/** What the tests started, and have not ended themselves, is ended by those who listen for this. */
	endAllStarted(code) {
		this.global.process.emit('exit', code);
	}
}
