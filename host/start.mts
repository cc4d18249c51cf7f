// npm start: opens a real n8n with the package, a credential for the sandbox and the example workflows, until Ctrl-C.
import { runCommand } from './command.mts';
import { USUAL_PORT } from './editor.mts';
import { setUp } from './setUp.mts';

// Ctrl-C is the usual way out of it, so it ends well.
await runCommand(async (running) => {
	const { log } = running;
	const { sandbox, host, login } = await setUp(running);
	log('Starting the editor');
	const editor = await host.startEditor({ port: USUAL_PORT });
	log(`
n8n is open:      ${editor.url}
  email           ${editor.email}
  password        ${editor.password}
What was posted:  ${sandbox.pageUrl}
Its forms ask for: ${login.user}, password ${login.password}

Workflows, ready to run with a click on "Execute workflow":`);
	for (const { id, name } of host.workflows) log(`  ${editor.url}/workflow/${id}  ${name}`);
	log(`
Everything lives in a temporary folder, ${host.userFolder}.
Ctrl-C stops n8n and the sandbox and removes it.`);

	const code = await editor.ended;
	// Not reached after a Ctrl-C, which ends all.
	throw new Error(`n8n has ended by itself (exit code ${String(code)}).`);
}, 0);
