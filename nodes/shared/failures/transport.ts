import { Failure } from './failure';

/** The part of a request's options that says by which way it goes. */
interface RequestTransport {
	baseURL?: unknown;
	proxy?: unknown;
	skipSslCertificateValidation?: unknown;
}

const PROXY_READS = 'Whoever runs the proxy could then read the API key.';

const unsafe = (message: string, whatToDo: string) =>
	new Failure('invalid', {
		message,
		description: `${PROXY_READS} ${whatToDo} Nothing was sent.`,
	});

/**
 * The failure of kind `invalid` behind request options with which others can read the API key: a proxy to which the request
 * goes in plain text, or that can answer in place of the API because certificates are not checked. n8n adds both options to
 * every declarative node ("Request Options"), and puts them into the request.
 *
 * @param options the request as n8n hands it to the hooks
 */
export function unsafeTransport({
	baseURL,
	proxy,
	skipSslCertificateValidation,
}: RequestTransport): Failure | undefined {
	if (!proxy) return undefined;
	if (skipSslCertificateValidation) {
		return unsafe(
			'Proxy and Ignore SSL Issues cannot be used together',
			'Remove one of the two from the Request Options.',
		);
	}
	if (typeof baseURL === 'string' && /^https:/i.test(baseURL.trim())) return undefined;
	return unsafe(
		'Proxy cannot be used with a base URL that does not begin with https://',
		'Remove Proxy from the Request Options, or change the base URL of the Wonda API credential.',
	);
}
