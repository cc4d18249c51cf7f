import { ACTS } from '../../host/demo/acts.mts';
import { Checks } from '../../host/demo/checks.mts';
import { readExample } from '../../host/demo/exampleWorkflow.mts';
import { installN8n } from '../../host/install/installN8n.mts';
import { type Host, launchHost, sandboxCredential } from '../../host/n8n/launch.mts';
import { duration } from '../../host/machine/log.mts';
import { NEWEST_N8N_VERSION, OLDEST_N8N_VERSION } from '../../host/install/versions.mts';
import { type Post, type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { endAll } from './support/endAll.mts';
import { packed } from './support/packed.mts';
import { say } from './support/say.mts';

jest.setTimeout(5 * 60_000);

// The first time, n8n is downloaded: gigabytes.
const INSTALL_WITHIN_MS = 20 * 60_000;

describe.each([OLDEST_N8N_VERSION, NEWEST_N8N_VERSION])('n8n %s', (version) => {
	let sandbox: Sandbox;
	let host: Host;

	beforeAll(async () => {
		const started = Date.now();
		const install = await installN8n({ log: say, version });
		const from = install.wasInCache ? 'from the cache' : 'installed';
		say(`n8n ${install.version}, ${from}: ${duration(Date.now() - started)}`);
		sandbox = await startSandbox({ queuedMs: 100, runMs: 300 });
		const credentials = [sandboxCredential(sandbox)];
		host = await launchHost({ install, pack: packed(), credentials, log: say });
	}, INSTALL_WITHIN_MS);

	afterAll(() => endAll([() => host?.stop(), () => sandbox?.stop()]));

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
