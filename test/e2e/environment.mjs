// Where the end-to-end tests run. Inside Jest `process` is a copy that hears no signal, so without this an interrupted
// run would leave its servers behind.
import { TestEnvironment } from 'jest-environment-node';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const INTERRUPTED = 130;

export default class EndToEndEnvironment extends TestEnvironment {
	stop = () => {
		// What the tests started is ended by those who listen for this.
		this.global.process.emit('exit', INTERRUPTED);
		process.exit(INTERRUPTED);
	};

	async setup() {
		await super.setup();
		for (const signal of SIGNALS) process.once(signal, this.stop);
	}

	async teardown() {
		for (const signal of SIGNALS) process.removeListener(signal, this.stop);
		await super.teardown();
	}
}
