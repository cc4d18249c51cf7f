// npm run demo: runs example workflows in a real n8n against the sandbox, reports what happened, and fails if anything is not as
// it should be.
import { ACTS, perform, watch } from './demo/acts.mts';
import { N8N_VERSION } from './install/versions.mts';
import { runCommand } from './machine/command.mts';
import { duration } from './machine/log.mts';
import { setUp } from './setUp.mts';

await runCommand(async (running) => {
	const { log } = running;
	const started = Date.now();
	const { sandbox, host } = await setUp(running);
	const acts = [
		...ACTS.map((act) => ({
			title: act.title,
			run: () => perform(act, host, sandbox, log),
		})),
		{ title: 'A trigger that posts new media', run: () => watch(host, sandbox, log) },
	];
	let failed = 0;
	for (const [index, { title, run }] of acts.entries()) {
		log(`\n${String(index + 1)}. ${title}`);
		await run().catch((error: unknown) => {
			failed += 1;
			log(`  FAILED: ${String(error)}`);
		});
	}
	const verdict = failed === 0 ? 'The demo passed' : `The demo FAILED (${String(failed)})`;
	const took = duration(Date.now() - started);
	log(`\n${verdict}: ${String(acts.length)} workflows in n8n ${N8N_VERSION}, ${took}.`);
	return failed === 0 ? 0 : 1;
});
