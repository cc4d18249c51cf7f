// npm start: opens a real n8n with the package, a credential for the sandbox, the example workflows and sample files, until
// Ctrl-C.
import path from 'node:path';

import { runCommand } from './machine/command.mts';
import { USUAL_PORT } from './server/editor.mts';
import { writeSamples } from './start/samples.mts';
import { setUp } from './setUp.mts';
import { welcome } from './start/welcome.mts';

// Ctrl-C is the usual way out of it, so it ends well.
await runCommand(async (running) => {
	const { log } = running;
	const { sandbox, host, login } = await setUp(running);
	const samples = await writeSamples(path.join(host.userFolder, 'samples'));
	log('Starting the editor');
	const editor = await host.startEditor({ port: USUAL_PORT });
	log(welcome({ editor, host, sandbox, login, samples }));

	const code = await editor.ended;
	// Not reached after a Ctrl-C, which ends all.
	throw new Error(`n8n has ended by itself (exit code ${String(code)}).`);
}, 0);
