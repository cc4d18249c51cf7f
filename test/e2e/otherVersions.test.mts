import { ACTS } from '../../host/demo/acts.mts';
import { Checks } from '../../host/demo/checks.mts';
import { readExample } from '../../host/demo/exampleWorkflow.mts';
import { type Host } from '../../host/n8n/launch.mts';
import { NEWEST_N8N_VERSION, OLDEST_N8N_VERSION } from '../../host/install/versions.mts';
import { type Post, type Sandbox } from '../../sandbox/index.mts';
import { freshN8n } from './support/freshN8n.mts';
import { endAll } from './support/testRun.mts';

jest.setTimeout(5 * 60_000);

// The first time, n8n is downloaded: gigabytes.
const INSTALL_WITHIN_MS = 20 * 60_000;

describe.each([OLDEST_N8N_VERSION, NEWEST_N8N_VERSION])('n8n %s', (version) => {
	let sandbox: Sandbox;
	let host: Host;
	const ends: (() => Promise<void>)[] = [];

	beforeAll(async () => {
		const settings = { version, sandbox: { queuedMs: 100, runMs: 300 } };
		({ sandbox, host } = await freshN8n(settings, (end) => ends.unshift(end)));
	}, INSTALL_WITHIN_MS);

	afterAll(() => endAll(ends));

	it.each(ACTS)('runs "$title"', async ({ file, judge }) => {
		const workflow = await readExample(file);
		const before = sandbox.posts.length;
		const execution = await host.execute(workflow.id);
		const checks = new Checks();
		// As Jest's own objects: the checks compare by Node's rules, for which those of an HTTP server are others.
		const posts = JSON.parse(JSON.stringify(sandbox.posts.slice(before))) as Post[];
		judge({ workflow, execution, posts, sandbox, checks, log: () => undefined });

		expect(checks.differences).toEqual([]);
		expect(checks.count).toBeGreaterThan(5);
		expect(sandbox.violations).toEqual([]);
		expect(execution.output).not.toContain(sandbox.apiKey);
	});
});
