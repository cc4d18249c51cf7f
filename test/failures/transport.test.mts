import { unsafeTransport } from '../../nodes/shared/failures/transport';

const proxy = { host: '127.0.0.1', port: 8080 };

test.each([
	['no proxy', { baseURL: 'http://127.0.0.1' }],
	['an empty proxy', { baseURL: 'http://127.0.0.1', proxy: '' }],
	[
		'no proxy, whatever the certificate',
		{ baseURL: 'https://a', skipSslCertificateValidation: true },
	],
	['a proxy that passes encrypted bytes on', { baseURL: 'https://a', proxy }],
	['the same in capitals and with blanks', { baseURL: ' HTTPS://A', proxy }],
	[
		'the same, and certificates are checked',
		{ baseURL: 'https://a', proxy, skipSslCertificateValidation: false },
	],
])('%s: nobody else can read the key', (_name, options) => {
	expect(unsafeTransport(options)).toBeUndefined();
});

const PLAIN = {
	message: 'Proxy cannot be used with a base URL that does not begin with https://',
	description:
		'Whoever runs the proxy could then read the API key. Remove Proxy from the Request Options, or change the base URL of the Wonda API credential. Nothing was sent.',
};

const UNCHECKED = {
	message: 'Proxy and Ignore SSL Issues cannot be used together',
	description:
		'Whoever runs the proxy could then read the API key. Remove one of the two from the Request Options. Nothing was sent.',
};

test.each([
	['plain text', { baseURL: 'http://a', proxy }, PLAIN],
	['a base URL that only holds https:', { baseURL: 'http://a/https:', proxy }, PLAIN],
	['another protocol', { baseURL: 'httpsx://a', proxy }, PLAIN],
	['no base URL', { proxy }, PLAIN],
	['a base URL that is no text', { baseURL: ['https://a'], proxy }, PLAIN],
	['a proxy as a text', { baseURL: 'http://a', proxy: 'http://b' }, PLAIN],
	[
		'no check of certificates',
		{ baseURL: 'https://a', proxy, skipSslCertificateValidation: true },
		UNCHECKED,
	],
	['neither', { baseURL: 'http://a', proxy, skipSslCertificateValidation: true }, UNCHECKED],
])('%s: the proxy could read it', (_name, options, facts) => {
	expect(unsafeTransport(options)).toMatchObject({ kind: 'invalid', facts });
});
