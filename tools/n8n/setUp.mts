import { randomBytes } from 'node:crypto';

import { type Sandbox, startSandbox } from '../sandbox/index.mts';
import { installN8n } from './install/installN8n.mts';
import type { Running } from './machine/command.mts';
import { packNode } from './package.mts';
import {
	type Host,
	type ImportedCredential,
	launchHost,
	sandboxCredential,
} from './server/launch.mts';

/** The credential of the forms in the example workflows. */
export interface FormLogin extends ImportedCredential {
	readonly data: { readonly user: string; readonly password: string };
}

/** What the demo and the editor stand on. */
export interface SetUp {
	readonly sandbox: Sandbox;
	/** With this package, the example workflows, a credential for the sandbox and one for the forms. */
	readonly host: Host;
	readonly login: FormLogin['data'];
}

/**
 * Starts the sandbox and sets up a fresh n8n.
 *
 * @param env environment variables for n8n.
 */
export async function setUp({ log, atEnd }: Running, env: NodeJS.ProcessEnv = {}): Promise<SetUp> {
	const install = await installN8n({ log });
	const pack = await packNode({ log });
	atEnd(() => pack.remove());
	const sandbox = await startSandbox({ port: 0 });
	atEnd(() => sandbox.stop());
	log(`The sandbox stands in for the Wonda API: ${sandbox.baseUrl}`);
	const formLogin = makeFormLogin();
	const credentials = [sandboxCredential(sandbox), formLogin];
	const host = await launchHost({ install, pack, credentials, env, log });
	atEnd(() => host.stop());
	return { sandbox, host, login: formLogin.data };
}

/** Makes a login for the forms, with a random password. */
export function makeFormLogin(): FormLogin {
	return {
		id: 'formLogin',
		name: 'Form login',
		type: 'httpBasicAuth',
		data: { user: 'wonda', password: randomBytes(6).toString('hex') },
	};
}
