import { Failure } from '../../nodes/shared/failures/failure';
import { asHtml, nodeError } from '../../nodes/shared/failures/nodeError';
import { hiding } from '../../nodes/shared/failures/quote';
import { deskOf } from '../../nodes/shared/run/desk';
import { node } from './thrown.mts';

const KEY = `sk_${'0123456789abcdef'.repeat(4)}`;

const failure = new Failure('refused', {
	message: `What ${KEY}`,
	words: KEY,
	description: `Do ${KEY}`,
	httpStatus: 403,
	outputJobId: KEY.slice(3),
	status: KEY.toUpperCase(),
});

test('An error names the item, the job and the HTTP status', () => {
	const error = nodeError(node, failure, 7);

	expect(error.message).toBe(`What ${KEY}: ${KEY}`);
	expect(error.description).toBe(`Do ${KEY}`);
	expect(error.httpCode).toBe('403');
	expect(error.context).toMatchObject({
		itemIndex: 7,
		outputJobId: failure.facts.outputJobId,
		status: failure.facts.status,
	});
});

test('Without a job, an error says nothing of one', () => {
	const { context } = nodeError(node, new Failure('invalid', { message: 'm', description: 'd' }));
	expect(context).not.toHaveProperty('outputJobId');
	expect(context).not.toHaveProperty('itemIndex');
});

test('That a post may be live is told, and only then', () => {
	const facts = { message: 'm', description: 'd' };
	const live = nodeError(node, new Failure('broken', { ...facts, mayBeLive: true }));
	expect(live.context).toMatchObject({ mayBeLive: true });
	expect(nodeError(node, new Failure('broken', facts)).context).not.toHaveProperty('mayBeLive');
});

test('A description is HTML of which nothing but the ends of lines is any', () => {
	expect(asHtml('one\ntwo\n<b>three</b> & <img src=x>')).toBe(
		'one<br>\ntwo<br>\n&lt;b>three&lt;/b> & &lt;img src=x>',
	);
	const { description } = nodeError(
		node,
		new Failure('refused', { message: 'm', description: '<i>\nd' }),
	);
	expect(description).toBe('&lt;i><br>\nd');
});

test('A message in which n8n finds the name of a system error stays as it is', () => {
	const failed = new Failure('refused', {
		message: 'A preexisting ECONNREFUSED',
		description: 'd',
	});
	expect(nodeError(node, failed).message).toBe('A preexisting ECONNREFUSED');
});

test('The key is hidden in every fact of a failure', () => {
	const hidden = failure.without(hiding(KEY));

	expect(JSON.stringify(hidden.facts).toLowerCase()).not.toContain('0123456789abcdef');
	expect(hidden.message).toBe('What [API key]: [API key]');
	expect(hidden.facts).toMatchObject({ httpStatus: 403, outputJobId: '[API key]' });
	expect(hidden.kind).toBe('refused');
});

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
	expect(failure.without(hide).facts).toEqual(failure.facts);
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
