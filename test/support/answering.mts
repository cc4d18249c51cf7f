import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service that answers whatever a test says. */
export interface Answering {
	baseUrl: string;
	/** Path and query of each request, oldest first. */
	asked: string[];
	/** What it answers next, as JSON. */
	answer: unknown;
	status: number;
}

/** Starts it for the tests of a file, and ends it behind them. */
export function useAnswering(): Answering {
	const service: Answering = { baseUrl: '', asked: [], answer: {}, status: 200 };
	const server = createServer((request: IncomingMessage, response) => {
		service.asked.push(String(request.url));
		response.writeHead(service.status, { 'Content-Type': 'application/json' });
		response.end(JSON.stringify(service.answer));
	});
	beforeAll(async () => {
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		service.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
	});
	beforeEach(() => {
		Object.assign(service, { asked: [], answer: {}, status: 200 });
	});
	afterAll(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	return service;
}
