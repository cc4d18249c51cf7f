import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { trust } from '../certificates.mts';
import {
	startUnreachable,
	UNREACHABLE,
	type Unreachable,
	type UnreachableKind,
} from '../unreachable.mts';

let place: Unreachable | undefined;

afterEach(async () => {
	await place?.stop();
	place = undefined;
});

async function start(kind: UnreachableKind): Promise<Unreachable> {
	place = await startUnreachable(kind);
	return place;
}

/** The code of the error that a look at the place gives, or the status of its answer. */
async function look({ baseUrl }: Unreachable, options: object = {}): Promise<string | number> {
	const get = baseUrl.startsWith('https') ? httpsGet : httpGet;
	return await new Promise((resolve) => {
		get(baseUrl, { agent: false, ...options }, (incoming) => {
			incoming.resume().on('end', () => resolve(incoming.statusCode ?? 0));
		}).on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
	});
}

it.each([
	['refused', 'ECONNREFUSED', 0],
	['plain', 'EPROTO', 1],
	['selfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT', 1],
	['unknownIssuer', 'SELF_SIGNED_CERT_IN_CHAIN', 1],
	['missingIssuer', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 1],
] as const)('%s fails with %s', async (kind, code, connections) => {
	const { baseUrl } = await start(kind);
	expect(baseUrl).toMatch(/^https?:\/\/127\.0\.0\.1:\d+\/api\/v1$/);
	expect(place && (await look(place))).toBe(code);
	expect(place).toMatchObject({ connections, requests: 0 });
});

it.each([
	['expired', 'CERT_HAS_EXPIRED'],
	['otherHost', 'ERR_TLS_CERT_ALTNAME_INVALID'],
	['unknownIssuer', 200],
	['missingIssuer', 200],
] as const)('%s, of an issuer who is trusted, gives %s', async (kind, outcome) => {
	const started = await start(kind);
	const distrust = trust(started.issuer ?? '');
	try {
		expect(await look(started)).toBe(outcome);
	} finally {
		distrust();
	}
	expect(started.requests).toBe(outcome === 200 ? 1 : 0);
	expect(await look(started)).not.toBe(200);
});

it.each(['selfSigned', 'unknownIssuer', 'expired', 'otherHost'] as const)(
	'%s answers who does not look at certificates',
	async (kind) => {
		expect(await look(await start(kind), { rejectUnauthorized: false })).toBe(200);
	},
);

it('silent takes the connection and says nothing', async () => {
	const started = await start('silent');
	const code = await look(started, { signal: AbortSignal.timeout(300) });
	expect(code).toBe('ABORT_ERR');
	expect(started.connections).toBe(1);
});

it.each(UNREACHABLE)('%s stops at once', async (kind) => {
	const started = await start(kind);
	void look(started);
	await started.stop();
	place = undefined;
	expect(await look(started)).toBe('ECONNREFUSED');
});
