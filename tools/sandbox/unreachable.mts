import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { close, portOf } from './listen.mts';
import { BASE_PATH } from './openapi.mts';

/** A place on this computer where the API cannot be reached. */
export interface Unreachable {
	/** The base URL for a credential. */
	baseUrl: string;
	/** How many HTTP requests arrived; none from a client that checks certificates. */
	readonly requests: number;
	stop(): Promise<void>;
}

/** A closed port; HTTP at an https address; HTTPS with a self-signed certificate. */
export type UnreachableKind = 'refused' | 'plain' | 'selfSigned';

/** Starts such a place on a free port of 127.0.0.1. */
export async function startUnreachable(kind: UnreachableKind): Promise<Unreachable> {
	const server = kind === 'selfSigned' ? await selfSignedServer() : createHttpServer();
	let requests = 0;
	server.on('request', (_req, res) => {
		requests += 1;
		res.end('{}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const port = portOf(server);
	if (kind === 'refused') await close(server);
	return {
		baseUrl: `${kind === 'refused' ? 'http' : 'https'}://127.0.0.1:${port}${BASE_PATH}`,
		get requests() {
			return requests;
		},
		stop: async () => {
			if (server.listening) await close(server);
		},
	};
}

/** The certificate is made at run time, so that no private key is in the repository. */
async function selfSignedServer(): Promise<Server> {
	const { generate } = await import('selfsigned'); // it takes long to load
	const { cert, private: key } = await generate([{ name: 'commonName', value: 'Wonda sandbox' }], {
		keyType: 'ec',
		algorithm: 'sha256',
		// Fixed, because OpenSSL reads the real clock and a test may have a time of its own.
		notBeforeDate: new Date('2020-01-01T00:00:00Z'),
		notAfterDate: new Date('2049-12-31T00:00:00Z'),
		extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
	});
	return createTlsServer({ cert, key });
}
