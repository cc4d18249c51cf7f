import { parseArgs, type ParseArgsConfig } from 'node:util';
import { SETTINGS, type SandboxSettings } from './settings.mts';
import type { SandboxOptions } from './index.mts';

type SettingName = keyof SandboxSettings;

const NAMES = Object.keys(SETTINGS) as SettingName[];

/** `queuedMs` as `queued-ms`. */
const flagOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const line = (flag: string, form: string, says: string) =>
	`  ${`--${flag}`.padEnd(22)} ${form}\n${' '.repeat(25)}${says}`;

export const USAGE = `Usage: npm run sandbox -- [options]

${[
	line('port', 'number', 'the port on 127.0.0.1, 8787 unless told; 0 takes a free one'),
	line('tls', '', 'serves HTTPS, with a certificate of an issuer that nobody knows'),
	...NAMES.map((name) => line(flagOf(name), SETTINGS[name].rule.form, SETTINGS[name].says)),
].join('\n')}

tools/sandbox/README.md tells more. "--limit-posts 60/4000" means 60 posts in 4 seconds.`;

/** The options of a command line, or that it asks for help. Throws an Error that says what is wrong with it. */
export function readCommandLine(args: string[]): Partial<SandboxOptions> | 'help' {
	const options: ParseArgsConfig['options'] = {
		port: { type: 'string' },
		tls: { type: 'boolean' },
		help: { type: 'boolean', short: 'h' },
		...Object.fromEntries(NAMES.map((name) => [flagOf(name), { type: 'string' }])),
	};
	const { values } = parseArgs({ args, options });
	if (values.help === true) return 'help';
	const given = NAMES.flatMap((name) => {
		const text = values[flagOf(name)];
		return typeof text === 'string' ? [[name, readSetting(name, text)]] : [];
	});
	return {
		port: readPort(String(values.port ?? '8787')),
		...(values.tls === true ? { tls: true } : {}),
		...Object.fromEntries(given),
	};
}

function readSetting(name: SettingName, text: string): unknown {
	const { rule } = SETTINGS[name];
	const value = rule.read(text);
	if (!rule.takes(value)) throw new Error(`--${flagOf(name)} is not ${rule.form}: ${text}`);
	return value;
}

function readPort(text: string): number {
	if (!/^\d+$/.test(text) || Number(text) > 65_535) {
		throw new Error(`--port is not a number from 0 to 65535: ${text}`);
	}
	return Number(text);
}
