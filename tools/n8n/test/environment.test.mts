import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { n8nEnvironment } from '../server/environment.mts';
import type { N8nInstall } from '../install/installN8n.mts';
import { npmEnvironment, runNpm, scriptEnvironment } from '../machine/npm.mts';
import { temporaryFolder } from '../machine/temporary.mts';

/** What nobody's business it is. */
const SECRETS = {
	WONDA_API_KEY: 'secret',
	NPM_TOKEN: 'secret',
	AWS_SECRET_ACCESS_KEY: 'secret',
	NODE_OPTIONS: '--require=secret',
	N8N_ENCRYPTION_KEY: 'secret',
	npm_config_user_agent: 'secret',
	npm_package_name: 'secret',
};

const LOGIN = { 'npm_config_//registry.example/:_authToken': 'login', npm_config_key: 'login' };

const NEEDED = {
	HOME: '/home/somebody',
	PATH: '/bin',
	TMPDIR: '/tmp',
	https_proxy: 'http://proxy.example',
	NO_PROXY: 'localhost',
	NODE_EXTRA_CA_CERTS: '/certificates',
	npm_config_registry: 'https://registry.example/',
	npm_config_cache: '/cache',
	'npm_config_@scope:registry': 'https://registry.example/',
};

const all = { ...SECRETS, ...LOGIN, ...NEEDED, CXX: 'c++' };

it('npm gets the machine, the ways to a registry and the login there', () => {
	expect(npmEnvironment(all)).toEqual({
		...NEEDED,
		...LOGIN,
		npm_config_update_notifier: 'false',
	});
});

it('an npm that runs install scripts gets a compiler in the place of the login', () => {
	expect(scriptEnvironment(all)).toEqual({
		...NEEDED,
		CXX: 'c++',
		npm_config_update_notifier: 'false',
	});
});

describe('with secrets in the environment', () => {
	const before = { ...process.env };
	let folder: string;
	let remove: () => Promise<void>;

	beforeAll(async () => {
		({ folder, remove } = await temporaryFolder());
		Object.assign(process.env, SECRETS, LOGIN);
	});

	afterAll(async () => {
		for (const name of Object.keys({ ...SECRETS, ...LOGIN })) {
			if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
			else process.env[name] = before[name];
		}
		await remove();
	});

	it('an install script sees none of them', async () => {
		const seen = path.join(folder, 'seen.json');
		const script = `fs.writeFileSync(${JSON.stringify(seen)}, JSON.stringify(process.env))`;
		await writeFile(path.join(folder, 'script.cjs'), `const fs = require('fs');\n${script}`);
		const manifest = { name: 'nosy', version: '1.0.0', scripts: { install: 'node script.cjs' } };
		await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
		await runNpm(['rebuild', '--ignore-scripts=false', '--foreground-scripts'], {
			cwd: folder,
			env: scriptEnvironment(),
		});

		const environment = JSON.parse(await readFile(seen, 'utf8')) as Record<string, string>;
		expect(environment.npm_lifecycle_event).toBe('install');
		expect(Object.entries(environment).filter(([, value]) => /^login$|secret/.test(value))).toEqual(
			[],
		);
	}, 60_000);

	it('n8n gets none of them', () => {
		const install = { node: '/node', compileCache: '/cache' } as N8nInstall;
		expect(JSON.stringify(n8nEnvironment(install, '/user'))).not.toMatch(/"login"|secret/);
	});
});
