// npm run test:e2e: packs the package, makes sure that the real n8n is there, and runs the end-to-end tests.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';

import { runCommand } from '../../host/command.mts';
import { installN8n } from '../../host/install.mts';
import { duration } from '../../host/log.mts';
import { packNode } from '../../host/pack.mts';
import { PROJECT_FOLDER } from '../../host/project.mts';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');

await runCommand(async ({ log, atEnd }) => {
	const started = Date.now();
	const { version, wasInCache } = await installN8n({ log });
	const pack = await packNode({ log });
	atEnd(() => pack.remove());
	const from = wasInCache ? 'from the cache' : 'installed';
	log(`The set-up took ${duration(Date.now() - started)}, with n8n ${version} ${from}.`);

	const tests = spawn(
		process.execPath,
		[jest, '--config', 'jest.e2e.config.mjs', ...process.argv.slice(2)],
		{
			cwd: PROJECT_FOLDER,
			stdio: 'inherit',
			env: { ...process.env, E2E_PACK: JSON.stringify(pack) },
		},
	);
	const ended = once(tests, 'exit') as Promise<[number | null]>;
	atEnd(async () => {
		tests.kill();
		await ended;
	});
	const [code] = await ended;
	return code ?? 1;
});
