import { parseArgs } from 'node:util';
import { startSandbox } from './index.mts';
import { DEFAULT_SETTINGS, type SandboxSettings } from './settings.mts';

const USAGE = `Usage: npm run sandbox -- [--port 8787] [setting=value ...]

Values are JSON, for example: runMs=5000 limitPosts='{"requests":60,"windowMs":4000}'
Settings and their defaults (tools/sandbox/README.md describes them):

${Object.entries(DEFAULT_SETTINGS)
	.map(([name, value]) => `  ${name}=${JSON.stringify(value)}`)
	.join('\n')}`;

/** Reads `name=value`, where the value is JSON or a plain word. Throws an Error on an unknown name. */
function readSetting(text: string): Partial<SandboxSettings> {
	const [name = '', ...rest] = text.split('=');
	const value = rest.join('=');
	if (!Object.hasOwn(DEFAULT_SETTINGS, name)) throw new Error(`Unknown setting: ${name}`);
	try {
		return { [name]: JSON.parse(value) as unknown };
	} catch {
		return { [name]: value };
	}
}

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		options: { port: { type: 'string', default: '8787' }, help: { type: 'boolean', short: 'h' } },
		allowPositionals: true,
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const settings = Object.assign({}, ...positionals.map(readSetting)) as Partial<SandboxSettings>;
	const sandbox = await startSandbox({ port: Number(values.port), ...settings });
	const stop = () => void sandbox.stop();
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
	console.log(`The Wonda sandbox is running.

  Base URL  ${sandbox.baseUrl}
  API key   ${sandbox.apiKey}
  Page      ${sandbox.pageUrl}
  A link    ${sandbox.fileUrl('video.mp4')}

Press Ctrl+C to stop it.`);
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
