// npm start: opens a real n8n with the package, the sandbox, the example workflows and sample files, until Ctrl-C.
// npm run dev: the same, and compiles each change into that n8n, which reloads the nodes and the open editor.
import { createRequire } from 'node:module';
import path from 'node:path';

import { runCommand } from './machine/command.mts';
import { startProcess } from './machine/processes.mts';
import { PROJECT_FOLDER } from './project.mts';
import { type Editor, USUAL_PORT } from './server/editor.mts';
import { type SetUp, setUp } from './setUp.mts';
import { writeSamples } from './start/samples.mts';

// n8n watches its nodes in development only.
const RELOADS = { NODE_ENV: 'development', N8N_DEV_RELOAD: 'true' };

// Ctrl-C is the usual way to end it, so its exit code is 0.
await runCommand(async (running) => {
	const { log } = running;
	const isDev = process.argv.includes('--dev');
	const made = await setUp(running, isDev ? RELOADS : {});
	const samples = await writeSamples(path.join(made.host.userFolder, 'samples'));
	log('Starting the editor');
	const editor = await made.host.startEditor({ port: USUAL_PORT });
	log(welcome(made, editor, samples));
	if (isDev) compileInto(made.host.userFolder);
	throw new Error(`n8n has ended (exit code ${String(await editor.ended)}).`);
}, 0);

/** Compiles the package at every change into an n8n, and prints what the compiler says. */
function compileInto(userFolder: string): void {
	const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
	const dist = path.join(userFolder, '.n8n/nodes/node_modules/n8n-nodes-wonda/dist');
	const args = [
		tsc,
		'--watch',
		'--preserveWatchOutput',
		'--incremental',
		'false',
		'--outDir',
		dist,
	];
	const compiler = startProcess(process.execPath, args, { cwd: PROJECT_FOLDER, env: process.env });
	compiler.stdout.pipe(process.stdout);
	compiler.stderr.pipe(process.stderr);
}

function welcome({ sandbox, host, login }: SetUp, editor: Editor, samples: string[]): string {
	const list = (lines: readonly string[]) => lines.map((line) => `  ${line}`).join('\n');
	return `
n8n is open:       ${editor.url}
  email            ${editor.email}
  password         ${editor.password}
  form login       ${login.user}, password ${login.password}
What was posted:   ${sandbox.pageUrl}

A credential for the sandbox is in place. To create one yourself:
  API Key          ${sandbox.apiKey}
  Base URL         ${sandbox.baseUrl}
  Allowed Domains  ${new URL(sandbox.baseUrl).hostname}

A link to post:    ${sandbox.fileUrl('video.mp4')}

Sample files:
${list(samples)}

Workflows; the notes on each canvas say how to start it and what to change:
${list(host.workflows.map(({ id, name }) => `${editor.url}/workflow/${id}  ${name}`))}

Media IDs that make a post fail are in tools/sandbox/README.md.
Everything is in a temporary folder, ${host.userFolder}.
Ctrl-C stops n8n and the sandbox, and removes the folder.`;
}
