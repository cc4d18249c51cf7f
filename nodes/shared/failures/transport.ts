import { Failure } from './failure';

/** The part of a request's options that says by which way it goes. */
interface RequestTransport {
	proxy?: unknown;
	skipSslCertificateValidation?: unknown;
}

/**
 * The failure of kind `invalid` behind request options with which others can read the API key: a proxy together with
 * certificates that are not checked. Whoever runs the proxy can then answer in place of the API, and reads the header
 * with the key. n8n adds both options to every declarative node ("Request Options"), and puts them into the request.
 *
 * @param options the request as n8n hands it to the hooks
 */
export function unsafeTransport({
	proxy,
	skipSslCertificateValidation,
}: RequestTransport): Failure | undefined {
	if (!proxy || !skipSslCertificateValidation) return undefined;
	return new Failure('invalid', {
		message: 'Proxy and Ignore SSL Issues cannot be used together',
		description:
			'Whoever runs the proxy could then read the API key. Remove one of the two from the Request Options. Nothing was sent.',
	});
}
