import tls, { type SecureContext } from 'node:tls';

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
