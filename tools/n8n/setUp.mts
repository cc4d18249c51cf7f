import { randomBytes } from 'node:crypto';

import { type Sandbox, startSandbox } from '../sandbox/index.mts';
import { installN8n } from './install/installN8n.mts';
import type { Running } from './machine/command.mts';
import {
	type Host,
	type ImportedCredential,
	launchHost,
	sandboxCredential,
} from './server/launch.mts';
import { packNode } from './package.mts';

/**
 * What the demo and the editor both stand on: the sandbox, and a fresh n8n with this package, a credential for that
 * sandbox, one for the forms, and the example workflows. Each part is handed to `atEnd` as soon as it is there.
 */
export async function setUp({
	log,
	atEnd,
}: Running): Promise<{ sandbox: Sandbox; host: Host; login: FormLogin['data'] }> {
	const install = await installN8n({ log });
	const pack = await packNode({ log });
	atEnd(() => pack.remove());
	const sandbox = await startSandbox({ port: 0 });
	atEnd(() => sandbox.stop());
	log(`The sandbox stands in for the Wonda API: ${sandbox.baseUrl}`);
	const formLogin = makeFormLogin();
	const credentials = [sandboxCredential(sandbox), formLogin];
	const host = await launchHost({ install, pack, credentials, log });
	atEnd(() => host.stop());
	return { sandbox, host, login: formLogin.data };
}

/** The credential that the forms of the example workflows refer to, and what opens them. */
export interface FormLogin extends ImportedCredential {
	readonly data: { readonly user: string; readonly password: string };
}

/** Makes a login for the forms, with a password of its own. */
export function makeFormLogin(): FormLogin {
	return {
		id: 'formLogin',
		name: 'Form login',
		type: 'httpBasicAuth',
		data: { user: 'wonda', password: randomBytes(6).toString('hex') },
	};
}
