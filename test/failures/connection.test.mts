import { NodeApiError, UserError, type INode } from 'n8n-workflow';

import { asFailure } from '../../nodes/shared/failures/connection';

const node: INode = {
	id: '1',
	name: 'Wonda TikTok',
	type: 'n8n-nodes-wonda.wondaTikTok',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

test('A request that n8n itself does not let go was not sent, in the words of n8n', () => {
	const refusedByN8n = new UserError('The host is not on the list of allowed hosts');

	const failure = asFailure(new NodeApiError(node, refusedByN8n as never));

	expect(failure.kind).toBe('unreached');
	expect(failure.facts.message).toBe('The host is not on the list of allowed hosts');
});

test('An error that nobody knows counts as a request that may have been sent', () => {
	expect(asFailure(new Error('Something else')).kind).toBe('broken');
	expect(asFailure('not even an error').kind).toBe('broken');
});
