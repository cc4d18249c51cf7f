import fs from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';

import { ModernFakeTimers } from '@jest/fake-timers';
import { TestEnvironment } from 'jest-environment-node';
import { ModuleMocker } from 'jest-mock';

/** Contexts in whose place code runs in that of Jest itself. */
const shared = new WeakSet();

const { compileFunction } = vm;
vm.compileFunction = (code, parameters, options) =>
	compileFunction(
		code,
		parameters,
		shared.has(options?.parsingContext) ? { ...options, parsingContext: undefined } : options,
	);

// What Jest's own parts look for in a context that it has made itself.
const KEPT = {
	[Symbol.for('jest-native-promise')]: Promise,
	[Symbol.for('jest-native-now')]: Date.now.bind(Date),
	[Symbol.for('jest-native-read-file')]: fs.readFileSync,
	[Symbol.for('jest-native-write-file')]: fs.writeFileSync,
	[Symbol.for('jest-native-exists-file')]: fs.existsSync,
	'jest-symbol-do-not-touch': Symbol,
};
for (const name of Reflect.ownKeys(KEPT)) {
	Object.defineProperty(globalThis, name, { value: KEPT[name], configurable: true });
}

/** Where jest-circus keeps those whom it tells of a test's beginning and end. */
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

// Jest gives a worker half a second to end. Node clears away its heap first, which holds n8n's engine and may take longer.
if (process.send) process.on('exit', (code) => process.reallyExit(code));

/** Fake timers are for whoever asks the global object: of the real one they would replace `node:timers/promises` as well. */
const timed = new Proxy(globalThis, {
	get: (target, name) => Reflect.get(target, name),
	set: (target, name, value) => Reflect.set(target, name, value),
});

/**
 * Node as it is, for Jest. Jest gives each file of tests a context of its own, into which n8n's engine would be loaded anew:
 * some 2,000 modules, three seconds. Here they share one, and with it an engine for each process, `engineRequire` being its
 * `require`. The files of this package are still loaded anew for each file of tests.
 */
export default class SharedEngine extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		const { projectConfig } = config;
		const { engine } = projectConfig.testEnvironmentOptions;
		const own = createRequire(import.meta.url);
		this.fakeTimersModern.dispose();
		this.context = vm.createContext({});
		shared.add(this.context);
		this.global = globalThis;
		this.global.sharedRequire = own;
		this.global.engineRequire = createRequire(own.resolve(engine));
		this.moduleMocker = new ModuleMocker(globalThis);
		this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: timed });
		this.exit = process.exit;
		this.atExit = new Set(process.listeners('exit'));
		// Who listened to Jest's events in the files before would hear those of this one, too.
		Reflect.deleteProperty(globalThis, EVENT_HANDLERS);
	}

	async teardown() {
		// What files share must not keep what one of them, or Jest for it, has put there.
		this.moduleMocker.restoreAllMocks();
		process.exit = this.exit;
		for (const listener of process.listeners('exit')) {
			if (!this.atExit.has(listener)) process.off('exit', listener);
		}
		await super.teardown();
	}
}
