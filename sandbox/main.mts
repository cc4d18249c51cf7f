import { readCommandLine, USAGE } from './commandLine.mts';
import { startSandbox } from './index.mts';

async function main(): Promise<void> {
	const options = readCommandLine(process.argv.slice(2));
	if (options === 'help') {
		console.log(USAGE);
		return;
	}
	const sandbox = await startSandbox(options);
	console.log(`The Wonda sandbox is running.

  Base URL  ${sandbox.baseUrl}
  API key   ${sandbox.apiKey}
  Page      ${sandbox.pageUrl}

Ctrl+C stops it.`);
	const stop = () => void sandbox.stop();
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
