import tls, { type SecureContext } from 'node:tls';
import type { generate } from 'selfsigned';

/** A certificate and its private key, both as PEM. They are made at run time and kept in memory only. */
export interface Certificate {
	cert: string;
	key: string;
}

// Fixed, since OpenSSL reads the real clock, and the time of a test may be another.
const FROM = new Date('2020-01-01T00:00:00Z');
const TO = new Date('2049-12-31T00:00:00Z');

interface Wish {
	/** The name in the certificate. */
	name: string;
	/** Host names that it is for; 127.0.0.1 and localhost unless told. */
	hosts?: string[];
	/** The last day of its life. */
	validTo?: Date;
	/** Who signs it; itself unless told. */
	issuer?: Certificate;
}

/** A new certificate of a server. */
export async function newCertificate(wish: Wish): Promise<Certificate> {
	const { name, hosts, validTo = TO, issuer } = wish;
	const local = [{ type: 2, value: 'localhost' } as const, { type: 7, ip: '127.0.0.1' } as const];
	const altNames = hosts?.map((value) => ({ type: 2, value }) as const) ?? local;
	return await make(name, validTo, [{ name: 'subjectAltName', altNames }], issuer);
}

/** A new issuer of certificates, which nobody knows. */
export async function newIssuer(name: string): Promise<Certificate> {
	return await make(name, TO, [
		{ name: 'basicConstraints', cA: true, critical: true },
		{ name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
	]);
}

type Options = NonNullable<Parameters<typeof generate>[1]>;

async function make(
	name: string,
	notAfterDate: Date,
	extensions: Options['extensions'],
	ca?: Certificate,
): Promise<Certificate> {
	const { generate } = await import('selfsigned'); // only who needs it waits for it
	const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
		keyType: 'ec',
		algorithm: 'sha256',
		notBeforeDate: FROM,
		notAfterDate,
		...(extensions && { extensions }),
		...(ca && { ca }),
	});
	return { cert, key };
}

/**
 * Lets all TLS clients of this process trust one issuer more, as if the operator had installed it: what remains wrong
 * with its certificates then comes to light. A process of its own takes `NODE_EXTRA_CA_CERTS` instead.
 *
 * @param issuer its certificate as PEM
 * @returns takes the trust back
 */
export function trust(issuer: string): () => void {
	const { createSecureContext } = tls;
	tls.createSecureContext = (options) => {
		const secure = createSecureContext(options) as SecureContext & {
			context: { addCACert(pem: string): void };
		};
		secure.context.addCACert(issuer);
		return secure;
	};
	return () => {
		tls.createSecureContext = createSecureContext;
	};
}
