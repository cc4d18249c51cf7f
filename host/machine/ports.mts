import { createServer } from 'node:net';

/**
 * A TCP port of 127.0.0.1 that nobody listens on now: one of the preferred, in their order, else any.
 *
 * @throws where the machine has no free port at all.
 */
export async function freePort(...preferred: number[]): Promise<number> {
	for (const port of [...preferred, 0]) {
		const found = await tryPort(port);
		if (found !== undefined) return found;
	}
	throw new Error('No free TCP port on 127.0.0.1.');
}

function tryPort(port: number): Promise<number | undefined> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => {
			resolve(undefined);
		});
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => {
				resolve(address !== null && typeof address === 'object' ? address.port : undefined);
			});
		});
	});
}
