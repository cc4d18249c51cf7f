import { deskOf } from '../../nodes/shared/run/desk';

const KEY = `sk_${'0123456789abcdef'.repeat(4)}`;

/** A node whose credential holds something as its key. */
const holding = (apiKey: unknown) => ({ getCredentials: async () => ({ apiKey }) }) as never;

/** A node whose credential was deleted meanwhile. */
const deleted = {
	getCredentials: async () => {
		throw new Error('Credential with ID "1" does not exist');
	},
} as never;

test.each([
	['was deleted', deleted],
	['holds nothing', holding(undefined)],
	['holds an object', holding({ trim: 1 })],
])('A credential that %s hides no job', async (_name, context) => {
	const { hide, quote } = await deskOf(context);
	expect(hide('Job 1')).toBe('Job 1');
	expect(quote('words')).toBe('words');
});

test('A credential that cannot be read is told before anything is sent', async () => {
	expect((await deskOf(deleted)).unusable).toMatchObject({
		kind: 'invalid',
		message: 'n8n cannot read the Wonda API credential',
		facts: { description: 'Credential with ID "1" does not exist. Nothing was sent.' },
	});
	expect((await deskOf(holding(` ${KEY}\n`))).unusable).toBeUndefined();
});

/** The desk of a credential with this base URL. */
const at = async (baseUrl: unknown, apiKey: unknown = KEY) =>
	await deskOf({ getCredentials: async () => ({ apiKey, baseUrl }) } as never);

test.each([
	['https://api.example/v1', 'https://api.example/v1'],
	['https://api.example/v1/', 'https://api.example/v1'],
	[' https://api.example/v1//// ', 'https://api.example/v1'],
	['https://api.example//v1', 'https://api.example//v1'],
	['/', ''],
	['', ''],
	[undefined, ''],
	[5, ''],
	[{ trim: 1 }, ''],
])('A base URL is taken without the slashes at its end: %j', async (written, baseUrl) => {
	expect((await at(written)).baseUrl).toBe(baseUrl);
});

test('A way to the service is that of one base URL and one key, however they are written', async () => {
	const { account, gate } = await at('https://api.example/v1');
	for (const [url, key] of [
		['https://api.example/v1/', KEY],
		[' https://api.example/v1', ` ${KEY}\n`],
	]) {
		const other = await at(url, key);
		expect(other.account).toBe(account);
		expect(other.gate()).toBe(gate());
	}
	for (const [url, key] of [
		['https://api.example/v2', KEY],
		['https://api.example/v1', `${KEY}0`],
	]) {
		const other = await at(url, key);
		expect(other.account).not.toBe(account);
		expect(other.gate()).not.toBe(gate());
	}
	expect(account).not.toMatch(/api|0123456789/);
});
