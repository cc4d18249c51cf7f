import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import {
	createServer as createTcpServer,
	type AddressInfo,
	type Server,
	type Socket,
} from 'node:net';
import { newCertificate, newIssuer, type Certificate } from './certificates.mts';
import { BASE_PATH } from './http/context.mts';

/** A place on this computer where the API cannot be reached, or not be trusted. */
export interface Unreachable {
	/** What a credential gets as its base URL. */
	baseUrl: string;
	/** How many connections came. */
	readonly connections: number;
	/** How many HTTP requests came through; none do from a client that checks certificates. */
	readonly requests: number;
	/** The issuer's certificate, for `trust`; where there is one. */
	issuer?: string;
	stop(): Promise<void>;
}

/** What is wrong with the place: a row for each in README.md. */
export const UNREACHABLE = [
	'refused',
	'silent',
	'plain',
	'selfSigned',
	'unknownIssuer',
	'missingIssuer',
	'expired',
	'otherHost',
] as const;

export type UnreachableKind = (typeof UNREACHABLE)[number];

interface Place {
	server: Server | TlsServer;
	scheme: 'http' | 'https';
	issuer?: string;
}

const PLACES: Record<UnreachableKind, () => Promise<Place>> = {
	refused: async () => ({ server: createTcpServer(), scheme: 'http' }),
	silent: async () => ({ server: createTcpServer(), scheme: 'http' }),
	plain: async () => ({ server: createHttpServer(), scheme: 'https' }),
	selfSigned: async () => tls(await newCertificate({ name: 'Wonda sandbox' })),
	unknownIssuer: async () => await issued({}),
	missingIssuer: async () => await issued({}, false),
	expired: async () => await issued({ validTo: new Date('2020-01-02T00:00:00Z') }),
	otherHost: async () => await issued({ hosts: ['elsewhere.example.com'] }),
};

function tls(certificate: Certificate, issuer?: string): Place {
	const server = createTlsServer(certificate);
	return { server, scheme: 'https', ...(issuer === undefined ? {} : { issuer }) };
}

/** @param showsIssuer whether the server sends its issuer's certificate along. */
async function issued(
	wish: { validTo?: Date; hosts?: string[] },
	showsIssuer = true,
): Promise<Place> {
	const issuer = await newIssuer('Wonda sandbox issuer');
	const { cert, key } = await newCertificate({ name: 'Wonda sandbox', issuer, ...wish });
	return tls({ cert: showsIssuer ? `${cert}\n${issuer.cert}` : cert, key }, issuer.cert);
}

/** Starts such a place on a free port of 127.0.0.1. */
export async function startUnreachable(kind: UnreachableKind): Promise<Unreachable> {
	const { server, scheme, issuer } = await PLACES[kind]();
	const sockets = new Set<Socket>();
	const seen = { connections: 0, requests: 0 };
	server.on('connection', (socket: Socket) => {
		seen.connections += 1;
		sockets.add(socket);
		socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
	});
	server.on('request', (_req, res) => {
		seen.requests += 1;
		res.end('{}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const stop = async () => {
		const closed = new Promise<void>((resolve) => server.close(() => resolve()));
		for (const socket of sockets) socket.destroy();
		await closed;
	};
	if (kind === 'refused') await stop(); // the port stays known and closed
	return {
		baseUrl: `${scheme}://127.0.0.1:${port}${BASE_PATH}`,
		get connections() {
			return seen.connections;
		},
		get requests() {
			return seen.requests;
		},
		...(issuer === undefined ? {} : { issuer }),
		stop: kind === 'refused' ? async () => undefined : stop,
	};
}
