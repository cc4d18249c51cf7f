import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

import { freePort } from '../machine/ports.mts';

/** Ports from here on are given to connections that go out. */
const FIRST_EPHEMERAL = 32_768;

it('gives the preferred port where it is free, else one that no connection gets', async () => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;

	const other = await freePort(port);
	expect(other).toBeGreaterThan(1024);
	expect(other).toBeLessThan(FIRST_EPHEMERAL);

	server.close();
	await once(server, 'close');
	expect(await freePort(port)).toBe(port);
});
