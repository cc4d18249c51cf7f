// npm run demo: runs the example workflows in a real n8n against the sandbox, says what happened, and fails
// where anything is not as it should be.
import type { Sandbox } from '../sandbox/index.mts';
import { type Act, ACTS, watch } from './demo/acts.mts';
import { Checks } from './demo/checks.mts';
import { runCommand } from './machine/command.mts';
import { readExample } from './demo/exampleWorkflow.mts';
import type { Host } from './server/launch.mts';
import { type Log, duration } from './machine/log.mts';
import { setUp } from './setUp.mts';
import { N8N_VERSION } from './install/versions.mts';

await runCommand(async (running) => {
	const { log } = running;
	const started = Date.now();
	const { sandbox, host } = await setUp(running);
	const checks = new Checks();
	for (const [index, act] of ACTS.entries()) {
		log(`\n${String(index + 1)}. ${act.title}`);
		await perform(act, host, sandbox, checks, log);
	}
	log(`\n${String(ACTS.length + 1)}. A trigger that posts what is new`);
	await watch(host, sandbox, checks, log);
	checks.equal('requests that break the API contract', sandbox.violations, []);
	checks.holds('n8n sent no request at all', sandbox.requests.length > 0);

	log('');
	for (const difference of checks.differences) log(`DIFFERENT  ${difference}`);
	const wrong = checks.differences.length;
	const verdict =
		wrong === 0
			? `The demo ended well: ${String(ACTS.length + 1)} workflows in n8n ${N8N_VERSION}, ${String(checks.count)} checks`
			: `The demo FAILED: ${String(wrong)} of ${String(checks.count)} checks differ`;
	log(`${verdict}, ${duration(Date.now() - started)}.`);
	return wrong === 0 ? 0 : 1;
});

async function perform(
	act: Act,
	host: Host,
	sandbox: Sandbox,
	checks: Checks,
	log: Log,
): Promise<void> {
	const workflow = await readExample(act.file);
	const before = sandbox.posts.length;
	const execution = await host.execute(workflow.id);
	const posts = sandbox.posts.slice(before);
	log(`  n8n ran "${workflow.name}" in ${duration(execution.tookMs)}`);
	act.judge({ workflow, execution, posts, sandbox, checks, log });
	checks.holds(
		`"${workflow.name}": n8n's output holds the API key`,
		!execution.output.includes(sandbox.apiKey),
	);
}
