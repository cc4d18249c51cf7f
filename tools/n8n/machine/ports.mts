import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to connections that go out (from 32768 on Linux, from 49152 elsewhere): one of those
 * may be taken again by the time that n8n, which takes its time to start, listens on it.
 */
const FIRST = 15_000;
const LAST = 32_000;
const TRIES = 100;

/**
 * A TCP port of 127.0.0.1 that nobody listens on now: one of the preferred, in their order, else any.
 *
 * @throws where the machine has no free port at all.
 */
export async function freePort(...preferred: number[]): Promise<number> {
	const any = Array.from({ length: TRIES }, () => randomInt(FIRST, LAST));
	for (const port of [...preferred, ...any]) if (await isFree(port)) return port;
	throw new Error('No free TCP port on 127.0.0.1.');
}

function isFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => {
			resolve(false);
		});
		server.listen(port, '127.0.0.1', () => {
			server.close(() => {
				resolve(true);
			});
		});
	});
}
