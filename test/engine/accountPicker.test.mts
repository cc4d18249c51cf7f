import { ACCOUNTS } from '../../tools/sandbox/seed.mts';
import { pick } from '../support/pick.mts';
import { useSandbox } from '../support/sandbox.mts';

const api = useSandbox();

const credential = () => ({ apiKey: api.sandbox.apiKey, baseUrl: api.sandbox.baseUrl });

const list = async (filter?: string) =>
	(await pick('searchAccounts', credential(), filter)).results;

const STUDIO = { name: 'Wonda Studio (@wonda.studio)', value: ACCOUNTS.studio };
const READER = {
	name: 'Wonda Reader (@wonda.reader), not allowed to publish',
	value: ACCOUNTS.reader,
};

/** The error of a list that cannot be read. */
const failure = async (changes: { apiKey?: string; baseUrl?: string } = {}) =>
	await pick('searchAccounts', { ...credential(), ...changes }).then(
		() => {
			throw new Error('The list could be read');
		},
		(error: unknown) => error as Error & { description?: string },
	);

/** What n8n's server sends to the editor of an error. */
const shown = ({ message, stack, ...error }: Error) => JSON.stringify({ message, stack, ...error });

test('lists the connected accounts, and marks those that may not publish', async () => {
	expect(await list()).toEqual([STUDIO, READER]);
	expect(api.sent().map(({ method, path }) => [method, path])).toEqual([
		['GET', '/tiktok/accounts'],
	]);
});

test.each([
	['part of the name', 'stud', [STUDIO]],
	['part of the name in capitals', 'READ', [READER]],
	['part of the handle', '@wonda.s', [STUDIO]],
	['something in all of them', 'wonda', [STUDIO, READER]],
	['nothing', '', [STUDIO, READER]],
	['something in none of them', 'elsewhere', []],
	['signs of a search pattern', '.*', []],
])('lists the accounts that hold what was typed: %s', async (_name, filter, expected) => {
	expect(await list(filter)).toEqual(expected);
});

test('lists an account that has not said how it is named', async () => {
	const { tiktokAccountId } = api.sandbox.addAccount({ displayName: '', username: 'plain' });

	expect(await list('plain')).toEqual([{ name: '@plain', value: tiktokAccountId }]);
});

test.each([
	['a slash at its end', '/'],
	['blanks', ' \n'],
])('takes a base URL with %s', async (_name, end) => {
	const { results } = await pick('searchAccounts', {
		...credential(),
		baseUrl: api.sandbox.baseUrl + end,
	});
	expect(results).toHaveLength(2);
});

test('says so when the API key is wrong, without the key', async () => {
	const apiKey = `sk_${'f'.repeat(64)}`;
	const error = await failure({ apiKey });

	expect(error.message).toMatch(/API key|check your credentials/);
	expect(shown(error)).not.toContain(apiKey);
});

test.each([
	['a web page with 200', { status: 200, body: 'html' }, 'a web page (HTTP 200)'],
	['nothing with 200', { status: 200, body: 'empty' }, 'nothing (HTTP 200)'],
] as const)('says so when the answer is not of the API: %s', async (_name, answer, what) => {
	api.sandbox.faults.add({ kind: 'status', ...answer });
	const error = await failure();

	expect(error.message).toBe(`Instead of Wonda's answer came ${what}`);
	expect(shown(error)).not.toContain(api.sandbox.apiKey);
});

test('says so when the base URL leads elsewhere', async () => {
	api.sandbox.faults.add({
		kind: 'status',
		status: 302,
		body: 'html',
		headers: { Location: api.sandbox.pageUrl },
	});
	const error = await failure();

	expect(error.message).toBe("Instead of Wonda's answer came another address (HTTP 302)");
	expect(shown(error)).not.toContain(api.sandbox.apiKey);
});

test('says to open the list again when the connection broke', async () => {
	api.sandbox.faults.add({ kind: 'resetAfter' });
	const error = await failure();

	expect(error.message).toBe('The connection to Wonda broke before there was an answer');
	expect(error.description).toBe('Open the list again. (ECONNRESET)');
});

test('says so when the service cannot be reached', async () => {
	const error = await failure({ baseUrl: 'http://127.0.0.1:9/api/v1' });

	expect(error.message).toMatch(/could not be reached|refused the connection/);
	expect(shown(error)).not.toContain(api.sandbox.apiKey);
});
