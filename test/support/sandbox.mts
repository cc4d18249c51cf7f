import {
	startSandbox,
	type ApiRequest,
	type Sandbox,
	type SandboxOptions,
} from '../../tools/sandbox/index.mts';
import type { WondaCredential } from './credentials.mts';
import { runWorkflow, type Outcome } from './engine.mts';
import type { LeapingTime } from './time.mts';
import { savedWorkflow, type Changes } from './savedWorkflow.mts';
import { shutDownEngine } from './shutDown.mts';

/** What a test changes: in the workflow, and in the credential that its node uses. */
interface RunChanges extends Changes {
	credential?: Partial<WondaCredential>;
}

export interface UsedSandbox {
	/** The running sandbox; from `beforeAll` on. */
	readonly sandbox: Sandbox;
	/** Runs a saved workflow against it. */
	run(name: string, changes?: RunChanges, stop?: AbortSignal): Promise<Outcome>;
	/** The requests of a method, or all of them, oldest first. */
	sent(method?: string): ApiRequest[];
	/** Lets a test send on purpose what does not satisfy the OpenAPI document. */
	allowViolations(): void;
}

/**
 * A sandbox for the tests of a file, fresh for each. After each test it is an error when a request of the node did not
 * satisfy the OpenAPI document.
 *
 * @param options jobs end almost at once, unless these say otherwise
 * @param time lets time pass while a workflow runs, where the tests of the file use a time of their own
 */
export function useSandbox(
	options: Partial<SandboxOptions> = {},
	time?: Pick<LeapingTime, 'passDuring'>,
): UsedSandbox {
	let running: Sandbox | undefined;
	let strict = true;
	const used = {
		get sandbox() {
			if (!running) throw new Error('The sandbox runs only while tests do');
			return running;
		},
		async run(name: string, { credential, ...changes }: RunChanges = {}, stop?: AbortSignal) {
			const { apiKey, baseUrl } = used.sandbox;
			const outcome = runWorkflow(
				savedWorkflow(name, changes),
				{ apiKey, baseUrl, ...credential },
				stop,
			);
			return await (time ? time.passDuring(outcome) : outcome);
		},
		sent: (method?: string) =>
			used.sandbox.requests.filter((request) => method === undefined || request.method === method),
		allowViolations() {
			strict = false;
		},
	};

	beforeAll(async () => {
		running = await startSandbox({ queuedMs: 10, runMs: 20, ...options });
	});
	afterEach(() => {
		const violations = strict ? used.sandbox.violations : [];
		strict = true;
		used.sandbox.reset();
		expect(violations).toEqual([]);
	});
	afterAll(async () => {
		await running?.stop();
		shutDownEngine();
	});
	return used;
}
