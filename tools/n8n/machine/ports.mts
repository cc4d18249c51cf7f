import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

const TRIES = 100;

/**
 * A free TCP port of 127.0.0.1.
 *
 * @param preferred is tried first.
 * @throws if no port is free.
 */
export async function freePort(preferred?: number): Promise<number> {
	// Systems assign outgoing connections ports from 32768 on; one of those may be taken again before n8n, which starts
	// slowly, listens on it.
	const random = Array.from({ length: TRIES }, () => randomInt(15_000, 32_000));
	for (const port of preferred === undefined ? random : [preferred, ...random]) {
		const server = createServer().listen(port, '127.0.0.1');
		const isFree = await once(server, 'listening').then(
			() => true,
			() => false,
		);
		server.close();
		if (isFree) return port;
	}
	throw new Error('No free TCP port on 127.0.0.1.');
}
