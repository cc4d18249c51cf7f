import { STATUS_CODES } from 'node:http';

import {
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type INodeParameters,
} from 'n8n-workflow';

import { WondaApi } from '../../credentials/WondaApi.credentials';
import { useSandbox } from '../support/sandbox.mts';
import { APPLIES_RULES, testCredential } from '../support/testCredential.mts';

const api = useSandbox();

const check = (changes: { apiKey?: string; baseUrl?: string } = {}) =>
	testCredential({ apiKey: api.sandbox.apiKey, baseUrl: api.sandbox.baseUrl, ...changes });

test('A key that Wonda knows is good', async () => {
	expect(await check()).toEqual({ status: 'OK', message: 'Connection successful!' });
	expect(api.sent().map(({ method, path, authorized }) => [method, path, authorized])).toEqual([
		['GET', '/tiktok/accounts', true],
	]);
});

test.each([
	['a line break at its end', (key: string) => `${key}\n`],
	['blanks around it', (key: string) => `  ${key} `],
])('A key may come with %s', async (_name, write) => {
	expect(await check({ apiKey: write(api.sandbox.apiKey) })).toMatchObject({ status: 'OK' });
});

test.each([['a slash at its end', '/']])('A base URL may come with %s', async (_name, end) => {
	expect(await check({ baseUrl: api.sandbox.baseUrl + end })).toMatchObject({ status: 'OK' });
	expect(api.sent().map(({ path }) => path)).toEqual(['/tiktok/accounts']);
});

test.each([
	['unknown', `sk_${'f'.repeat(64)}`],
	['empty', ''],
	['a variable that is missing', undefined],
	['an object', { key: 'sk_0123456789abcdef' }],
])('A key that is %s is reported in plain words', async (_name, apiKey) => {
	expect(await check({ apiKey: apiKey as string })).toEqual({
		status: 'Error',
		message: APPLIES_RULES
			? 'Wonda does not accept this API key. Copy the whole key, including sk_, from your Wonda account.'
			: 'Authorization failed - please check your credentials',
	});
});

/** What an HTTP status is called: by our rules or else by n8n, and by an n8n that applies no rules. */
const STATUSES: [status: number, message: string | undefined, withoutRules: string][] = [
	[
		403,
		'Wonda denies access. Check that your Wonda account has a paid plan, and that the API key may list',
		'Forbidden',
	],
	[404, 'Wonda found no TikTok API at this base URL', 'The resource you are requesting could not'],
	[429, STATUS_CODES[429], 'The service is receiving too many requests'],
	[500, STATUS_CODES[500], 'The service was not able to process'],
];

test.each(STATUSES)(
	'An answer with HTTP %i is an error in plain words',
	async (status, message, withoutRules) => {
		api.sandbox.faults.add({ kind: 'status', status });
		const verdict = await check();

		expect(verdict.status).toBe('Error');
		expect(verdict.message).toMatch(new RegExp(`^${APPLIES_RULES ? message : withoutRules}`));
	},
);

test('A base URL that answers with a web page is an error', async () => {
	api.sandbox.faults.add({ kind: 'status', status: 200, body: 'html' });
	expect(await check()).toEqual({
		status: 'Error',
		message:
			'This base URL does not lead to the Wonda API. Check the whole address, including https:// and /api/v1.',
	});
});

test.each([302, 307])(
	'A base URL that redirects to another address (HTTP %i) is an error, and is not followed',
	async (status) => {
		const Location = `${api.sandbox.baseUrl}/tiktok/accounts`;
		api.sandbox.faults.add({ kind: 'status', status, body: 'html', headers: { Location } });

		expect(await check()).toEqual({
			status: 'Error',
			message: APPLIES_RULES
				? 'This base URL redirects to another address. Enter that address instead.'
				: `Request failed with status code ${status}`,
		});
		expect(api.sent()).toHaveLength(1);
	},
);

test('A base URL at which nobody answers is an error', async () => {
	expect(await check({ baseUrl: 'http://127.0.0.1:9/api/v1' })).toMatchObject({
		status: 'Error',
		message: expect.stringMatching(/ECONNREFUSED|refused/),
	});
});

test.each([undefined, {}])('A base URL that is no text is an error: %p', async (baseUrl) => {
	const verdict = await check({ baseUrl: baseUrl as unknown as string });
	expect(verdict.status).toBe('Error');
	expect(verdict.message).not.toMatch(/Cannot read|not a function/);
});

describe('HTTP Request', () => {
	/** A saved credential as n8n decrypts it: with the defaults of the fields that it does not hold. */
	const decrypted = (saved: INodeParameters) =>
		NodeHelpers.getNodeParameters(
			new WondaApi().properties,
			saved,
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject;

	test('can send the key to the API only, unless its owner says otherwise', () => {
		expect(decrypted({ apiKey: 'sk_1' })).toMatchObject({
			allowedHttpRequestDomains: 'domains',
			allowedDomains: new URL(String(decrypted({}).baseUrl)).hostname,
		});
		expect(decrypted({ allowedHttpRequestDomains: 'all' })).toMatchObject({
			allowedHttpRequestDomains: 'all',
		});
	});
});
