import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts a server on 127.0.0.1. Port 0 takes a free one. Throws an Error when the port is in use. */
export async function listen(listener: RequestListener, port: number): Promise<Server> {
	const server = createServer(listener);
	// Longer than any test waits, because a connection closed while idle would look like a fault.
	server.keepAliveTimeout = 120_000;
	server.requestTimeout = 0; // a large upload may take its time
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			const inUse = error.code === 'EADDRINUSE';
			reject(inUse ? new Error(`Port ${port} is in use by another program.`) : error);
		});
		server.listen(port, '127.0.0.1', resolve);
	});
	return server;
}

/** The port of a listening server. */
export function portOf(server: Server): number {
	return (server.address() as AddressInfo).port;
}

/** Destroys all connections of a server and closes it. */
export async function close(server: Server): Promise<void> {
	const closed = new Promise<void>((resolve) => server.close(() => resolve()));
	server.closeAllConnections();
	await closed;
}
