import { get } from 'node:https';

import type * as shared from '../index.mts';

// A copy of its own: what it loads only when it needs it, the shared one would ask of a file of tests that has ended.
const { startSandbox } = jest.requireActual<typeof shared>('../index.mts');

it('serves HTTPS to whoever trusts its issuer, and to nobody else', async () => {
	const sandbox = await startSandbox({ tls: true });
	const look = async (ca?: string) =>
		await new Promise((resolve) => {
			const headers = { authorization: `Bearer ${sandbox.apiKey}` };
			get(`${sandbox.baseUrl}/tiktok/accounts`, { agent: false, headers, ca }, (incoming) => {
				incoming.resume().on('end', () => resolve(incoming.statusCode));
			}).on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
		});
	expect(sandbox.baseUrl).toMatch(/^https:/);
	expect(await look()).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
	expect(sandbox.requests).toEqual([]);
	expect(await look(sandbox.issuer)).toBe(200);
	await sandbox.stop();
});
