import { parseArgs } from 'node:util';
import { startSandbox, type SandboxOptions } from './index.mts';

const USAGE = `Usage: npx tsx sandbox/main.mts [--port 8787] [--queued-ms 500] [--run-ms 1500]

  --port       the port on 127.0.0.1; 0 takes a free one
  --queued-ms  how long a job stays queued
  --run-ms     how long it is in progress after that`;

/** The options of the command line. Throws an Error that says what is wrong with it. */
function readOptions(): Partial<SandboxOptions> | 'help' {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '8787' },
			'queued-ms': { type: 'string', default: '500' },
			'run-ms': { type: 'string', default: '1500' },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.help) return 'help';
	return {
		port: number('--port', values.port, 65_535),
		queuedMs: number('--queued-ms', values['queued-ms']),
		runMs: number('--run-ms', values['run-ms']),
	};
}

function number(name: string, value: string, most = Number.MAX_SAFE_INTEGER): number {
	if (!/^\d+$/.test(value) || Number(value) > most) {
		throw new Error(`${name} is not a number from 0 to ${most}: ${value}`);
	}
	return Number(value);
}

async function main(): Promise<void> {
	const options = readOptions();
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
