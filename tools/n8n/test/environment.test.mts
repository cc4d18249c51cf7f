import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { N8nInstall } from '../install/installN8n.mts';
import { npmEnvironment, runNpm, scriptEnvironment } from '../machine/npm.mts';
import { temporaryFolder } from '../machine/temporary.mts';
import { n8nContext } from '../server/n8nCommand.mts';

const SECRETS = {
	WONDA_API_KEY: 'secret',
	NPM_TOKEN: 'secret',
	NODE_OPTIONS: '--require=secret',
	N8N_ENCRYPTION_KEY: 'secret',
	npm_package_name: 'secret',
};
const LOGIN = { 'npm_config_//registry.example/:_authToken': 'login', npm_config_key: 'login' };
const CONNECTION = {
	https_proxy: 'http://proxy.example',
	NODE_EXTRA_CA_CERTS: '/certificates',
	npm_config_registry: 'https://registry.example/',
	'npm_config_@scope:registry': 'https://registry.example/',
};

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

it('npm gets the connection to a registry and the login there', () => {
	expect(npmEnvironment({ ...SECRETS, ...LOGIN, ...CONNECTION, HOME: '/home' })).toEqual({
		...LOGIN,
		...CONNECTION,
		HOME: '/home',
		npm_config_update_notifier: 'false',
	});
});

it('an install script sees no secret and no login', async () => {
	const seen = path.join(folder, 'seen.json');
	const script = `fs.writeFileSync(${JSON.stringify(seen)}, JSON.stringify(process.env))`;
	await writeFile(path.join(folder, 'script.cjs'), `const fs = require('fs');\n${script}`);
	const manifest = { name: 'nosy', version: '1.0.0', scripts: { install: 'node script.cjs' } };
	await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
	const env = scriptEnvironment();
	await runNpm(['rebuild', '--ignore-scripts=false'], { cwd: folder, env });

	const environment = JSON.parse(await readFile(seen, 'utf8')) as Record<string, string>;
	expect(environment.npm_lifecycle_event).toBe('install');
	const found = Object.entries(environment).filter(([, value]) => /^login$|secret/.test(value));
	expect(found).toEqual([]);
}, 60_000);

it('n8n gets no secret and no login', () => {
	const { env } = n8nContext({ node: '/node', compileCache: '/cache' } as N8nInstall, '/user');
	expect(JSON.stringify(env)).not.toMatch(/"login"|secret/);
});
