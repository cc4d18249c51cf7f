import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCommandLine, USAGE } from './commandLine.mts';
import { startSandbox } from './index.mts';

/** Where the issuer of the certificate is, for whoever shall trust it. */
function issuerHint(issuer: string): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'wonda-sandbox-'));
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	const file = path.join(folder, 'issuer.pem');
	writeFileSync(file, issuer);
	return `
  Issuer    ${file}
            A client that shall trust it starts with NODE_EXTRA_CA_CERTS set to this file.`;
}

async function main(): Promise<void> {
	const options = readCommandLine(process.argv.slice(2));
	if (options === 'help') {
		console.log(USAGE);
		return;
	}
	// A reader that has gone (`npm run sandbox | head`) is no reason to end.
	process.stdout.on('error', () => undefined);
	const sandbox = await startSandbox(options);
	const stop = () => void sandbox.stop();
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
	console.log(`The Wonda sandbox is running.

  Base URL  ${sandbox.baseUrl}
  API key   ${sandbox.apiKey}
  Page      ${sandbox.pageUrl}${sandbox.issuer === undefined ? '' : issuerHint(sandbox.issuer)}

Ctrl+C stops it.`);
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
