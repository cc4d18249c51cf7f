import { randomBytes } from 'node:crypto';

import type { ImportedCredential } from './n8n/launch.mts';

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
