import { readCredential } from '../../../nodes/shared/api/credential';
import { rateLimiterFor } from '../../../nodes/shared/api/rateLimiter';

const read = async (data: object) =>
	await readCredential({ getCredentials: async () => data as never });

const accountOf = async (baseUrl: unknown, apiKey: unknown = 'sk_1') =>
	(await read({ baseUrl, apiKey })).account;

test.each([
	['HTTP://LOCALHOST:80/', true],
	[' http://localhost// ', true],
	['http://localhost:8080', false],
	['https://localhost', false],
	['http://localhost/api', false],
	['http://localhost/API', false],
])('%s is the same account as http://localhost: %j', async (baseUrl, isSame) => {
	const [account, other] = [await accountOf('http://localhost'), await accountOf(baseUrl)];

	expect(account === other).toBe(isSame);
	expect(rateLimiterFor(account) === rateLimiterFor(other)).toBe(isSame);
});

test('Another key is another account, which tells neither', async () => {
	const account = await accountOf('http://localhost', 'sk_secret');

	expect(await accountOf('http://localhost', ' sk_secret ')).toBe(account);
	expect(await accountOf('http://localhost', 'sk_other')).not.toBe(account);
	expect(account).toMatch(/^[\w-]{16}$/);
});

test.each<[apiKey: unknown, problem: string | undefined]>([
	['sk_1', undefined],
	[' sk_1\n', undefined],
	['', 'is empty'],
	['  ', 'is empty'],
	[undefined, 'is empty'],
	[5, 'is not text'],
	['sk_1\n2', 'contains characters that are not allowed in a request header'],
	['sk_ü', 'contains characters that are not allowed in a request header'],
])('The API key %j %s', async (apiKey, problem) => {
	const { unusable } = await read({ baseUrl: 'http://localhost', apiKey });

	expect(unusable?.message).toBe(problem && `The API key of the Wonda credential ${problem}`);
});

test('A credential that n8n cannot read does not throw', async () => {
	const getCredentials = async () => await Promise.reject(new Error('Not found'));

	const { unusable, baseUrl } = await readCredential({ getCredentials });

	expect(baseUrl).toBe('');
	expect(unusable).toMatchObject({
		kind: 'invalid',
		facts: { description: 'Not found. Nothing was sent.' },
	});
});
