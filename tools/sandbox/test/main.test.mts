import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { startSandbox } from '../index.mts';
import { SANDBOX_API_KEY } from '../seed.mts';

// Each test starts a process, which takes its time on a busy machine.
jest.setTimeout(180_000);

/** Runs the command until it has printed `expected` or ended; returns what it printed so far, and the process. */
async function run(args: string[], expected: string) {
	const child = spawn(process.execPath, ['--import', 'tsx', 'tools/sandbox/main.mts', ...args]);
	let output = '';
	const done = once(child, 'close'); // with all that it printed
	await new Promise<void>((resolve) => {
		const collect = (chunk: Buffer) => {
			output += String(chunk);
			if (output.includes(expected)) resolve();
		};
		child.stdout.on('data', collect);
		child.stderr.on('data', collect);
		void done.then(() => resolve());
	});
	return { child, done, output: () => output };
}

it.each(['SIGINT', 'SIGTERM'] as const)(
	'says where it is, and ends cleanly on %s',
	async (signal) => {
		const { child, done, output } = await run(['--port', '0', '--queued-ms', '5'], 'Ctrl+C');
		expect(output()).toContain(SANDBOX_API_KEY);
		const [, pageUrl = ''] = /Page +(\S+)/.exec(output()) ?? [];
		expect(await (await fetch(pageUrl)).text()).toContain('Wonda sandbox');
		const settings = await (await fetch(`${pageUrl}sandbox/settings`)).json();
		expect(settings).toMatchObject({ queuedMs: 5, runMs: 1500 });
		child.kill(signal);
		expect(await done).toEqual([0, null]);
	},
);

it('shows where the issuer of its certificate is, and leaves nothing of it behind', async () => {
	const { child, done, output } = await run(['--port', '0', '--tls'], 'Ctrl+C');
	const [, issuer = ''] = /Issuer +(\S+)/.exec(output()) ?? [];
	expect(existsSync(issuer)).toBe(true);
	child.kill('SIGINT');
	expect(await done).toEqual([0, null]);
	expect(existsSync(path.dirname(issuer))).toBe(false);
});

it('says when the port is taken', async () => {
	const sandbox = await startSandbox();
	const { port } = new URL(sandbox.pageUrl);
	const { done, output } = await run(['--port', port], 'taken');
	expect(await done).toEqual([1, null]);
	expect(output()).toBe(`Port ${port} is taken by another program.\n`);
	await sandbox.stop();
});

it.each([
	[['--port', 'x'], '--port is not a number'],
	[['--port', '70000'], '--port is not a number from 0 to 65535'],
	[['--queued', '1'], '--queued'],
])('refuses %j', async (args, message) => {
	const { done, output } = await run(args, message);
	expect((await done)[0]).toBe(1);
	expect(output()).toContain(message);
});

it('explains itself', async () => {
	const { done, output } = await run(['--help'], '--run-ms  ');
	expect((await done)[0]).toBe(0);
	expect(output()).toContain('Usage: ');
});
