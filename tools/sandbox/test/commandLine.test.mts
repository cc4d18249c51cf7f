import { readCommandLine, USAGE } from '../commandLine.mts';
import { DEFAULT_SETTINGS } from '../settings.mts';

it('has a flag for every setting, and names each in the help', () => {
	for (const name of Object.keys(DEFAULT_SETTINGS)) {
		const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
		expect(USAGE).toContain(`  ${flag} `);
		expect(() => readCommandLine([flag, 'nonsense!'])).toThrow(`${flag} is not `);
	}
});

it.each([
	[[], {}],
	[['--tls'], { tls: true }],
	[['--limit-all', '60/4000'], { limitAll: { requests: 60, windowMs: 4000 } }],
	[
		['--limit-window', 'sliding', '--retry-after', 'none'],
		{ limitWindow: 'sliding', retryAfter: 'none' },
	],
	[['--retry-after', '3600'], { retryAfter: 3600 }],
	[['--rate-limit-per-minute', '60'], { rateLimitPerMinute: 60 }],
	[['--latency-ms', '100', '--latency-spread-ms=50'], { latencyMs: 100, latencySpreadMs: 50 }],
	[['--scheduling-enabled', 'false'], { schedulingEnabled: false }],
])('reads %j', (args, settings) => {
	expect(readCommandLine(args)).toEqual({ port: 8787, ...settings });
});

it.each([
	[['--limit-posts', '60'], '--limit-posts is not requests/ms: 60'],
	[['--limit-posts', '1/2/3'], '--limit-posts is not requests/ms: 1/2/3'],
	[['--limit-posts', '0/1000'], '--limit-posts is not requests/ms: 0/1000'],
	[['--retry-after', '-1'], '--retry-after'],
	[['--retry-after', 'soon'], '--retry-after is not exact|short|date|deferUntil|none|number: soon'],
	[['--run-ms', '-5'], '--run-ms'],
	[['--nonsense', '1'], '--nonsense'],
	[['extra'], 'extra'],
])('refuses %j', (args, message) => {
	expect(() => readCommandLine(args)).toThrow(message);
});

it('gives help when asked', () => {
	expect(readCommandLine(['-h'])).toBe('help');
	expect(readCommandLine(['--help', '--port', '1'])).toBe('help');
});
