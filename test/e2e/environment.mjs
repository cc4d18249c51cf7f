// Inside Jest, `process` is a copy that gets no signals and no exit event, so without this environment a run would leave behind
// the processes and folders that it started.
import { TestEnvironment } from 'jest-environment-node';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const INTERRUPTED = 130;

export default class EndToEndEnvironment extends TestEnvironment {
	stop = () => {
		this.endAllStarted(INTERRUPTED);
		process.exit(INTERRUPTED);
	};

	async setup() {
		await super.setup();
		for (const signal of SIGNALS) process.once(signal, this.stop);
	}

	/** Jest calls it after the last hook of a file, and if a file cannot be read. */
	async teardown() {
		for (const signal of SIGNALS) process.removeListener(signal, this.stop);
		this.endAllStarted(0);
		await super.teardown();
	}

	/** `processes.mts` and `temporary.mts` listen for this event. */
	endAllStarted(code) {
		this.global.process.emit('exit', code);
	}
}
