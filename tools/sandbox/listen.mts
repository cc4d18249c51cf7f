import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificates.mts';

/**
 * A server of `listener` on 127.0.0.1, over HTTPS with a certificate. Port 0 takes a free one. Throws an Error that says
 * so when the port is taken.
 */
export async function listen(
	listener: RequestListener,
	port: number,
	certificate?: Certificate,
): Promise<Server> {
	const server = certificate ? createTlsServer(certificate, listener) : createServer(listener);
	// Longer than any test waits: a connection closed while idle would look like a fault nobody asked for.
	server.keepAliveTimeout = 120_000;
	server.requestTimeout = 0; // a big upload may take its time
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			const taken = error.code === 'EADDRINUSE';
			reject(taken ? new Error(`Port ${port} is taken by another program.`) : error);
		});
		server.listen(port, '127.0.0.1', resolve);
	});
	return server;
}

/** The port that a listening server has. */
export function portOf(server: Server): number {
	return (server.address() as AddressInfo).port;
}

/** Destroys all connections of a server and closes it. */
export async function close(server: Server): Promise<void> {
	const closed = new Promise<void>((resolve) => server.close(() => resolve()));
	server.closeAllConnections();
	await closed;
}
