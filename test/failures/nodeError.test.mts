import { Failure } from '../../nodes/shared/failures/failure';
import { asHtml, nodeError } from '../../nodes/shared/failures/nodeError';
import { hiding } from '../../nodes/shared/failures/quote';
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
