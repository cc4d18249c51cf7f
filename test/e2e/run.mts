// npm run test:e2e: packs the package, makes sure that the real n8n is there and what else the tests need, and runs them.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';

import { runCommand } from '../../tools/n8n/machine/command.mts';
import { installN8n } from '../../tools/n8n/install/installN8n.mts';
import { duration } from '../../tools/n8n/machine/log.mts';
import { npmEnvironment } from '../../tools/n8n/machine/npm.mts';
import { packNode } from '../../tools/n8n/package.mts';
import { PROJECT_FOLDER } from '../../tools/n8n/project.mts';

const JEST = [
	createRequire(import.meta.url).resolve('jest/bin/jest'),
	...['--config', 'jest.e2e.config.mjs'],
];

await runCommand(async ({ log, atEnd }) => {
	const started = Date.now();
	// As apt may have the user's way to a registry, and nothing that is none of its business.
	const packages = { cwd: import.meta.dirname, env: npmEnvironment(), encoding: 'utf8' } as const;
	const PATH = execFileSync('./packages.sh', packages).trim();
	const { version, wasInCache } = await installN8n({ log });
	const pack = await packNode({ log });
	atEnd(() => pack.remove());
	const from = wasInCache ? 'from the cache' : 'installed';
	log(`The set-up took ${duration(Date.now() - started)}, with n8n ${version} ${from}.`);

	const tests = spawn(process.execPath, [...JEST, ...process.argv.slice(2)], {
		cwd: PROJECT_FOLDER,
		stdio: 'inherit',
		env: { ...process.env, PATH, E2E_PACK: JSON.stringify(pack) },
	});
	const ended = once(tests, 'exit') as Promise<[number | null]>;
	atEnd(async () => {
		tests.kill();
		await ended;
	});
	const [code] = await ended;
	return code ?? 1;
});
