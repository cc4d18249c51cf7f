// npm run test:e2e: packs the package, makes sure that the real n8n is there and what else the tests need, and runs them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';

import { runCommand } from '../../host/command.mts';
import { installN8n } from '../../host/install.mts';
import { duration } from '../../host/log.mts';
import { packNode } from '../../host/pack.mts';
import { runProcess } from '../../host/processes.mts';
import { PROJECT_FOLDER } from '../../host/project.mts';
import { ensureNeeded } from './support/needs.mts';

const JEST = [
	createRequire(import.meta.url).resolve('jest/bin/jest'),
	...['--config', 'jest.e2e.config.mjs'],
];

await runCommand(async ({ log, atEnd }) => {
	const started = Date.now();
	const args = process.argv.slice(2);
	await ensureNeeded(await chosen(args), log);
	const { version, wasInCache } = await installN8n({ log });
	const pack = await packNode({ log });
	atEnd(() => pack.remove());
	const from = wasInCache ? 'from the cache' : 'installed';
	log(`The set-up took ${duration(Date.now() - started)}, with n8n ${version} ${from}.`);

	const tests = spawn(process.execPath, [...JEST, ...args], {
		cwd: PROJECT_FOLDER,
		stdio: 'inherit',
		env: { ...process.env, E2E_PACK: JSON.stringify(pack) },
	});
	const ended = once(tests, 'exit') as Promise<[number | null]>;
	atEnd(async () => {
		tests.kill();
		await ended;
	});
	const [code] = await ended;
	return code ?? 1;
});

/** The paths of the tests that these arguments choose, a line each. */
async function chosen(args: string[]): Promise<string> {
	// Jest would write the list where its report is to go.
	const plain = args.filter((arg) => !/^--(json|outputFile)\b/.test(arg));
	const listed = await runProcess(process.execPath, [...JEST, '--listTests', ...plain], {
		cwd: PROJECT_FOLDER,
		env: process.env,
	});
	return listed.stdout;
}
