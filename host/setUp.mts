import { type Sandbox, startSandbox } from '../sandbox/index.mts';
import type { Running } from './machine/command.mts';
import { type FormLogin, makeFormLogin } from './formLogin.mts';
import { installN8n } from './install/installN8n.mts';
import { type Host, launchHost, sandboxCredential } from './n8n/launch.mts';
import { packNode } from './package/pack.mts';

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
