import { Workflow, type INodeParameters, type INodeTypes } from 'n8n-workflow';

import { WondaTikTok } from '../../nodes/WondaTikTok/WondaTikTok.node';

const node = new WondaTikTok();
const nodeTypes = { getByNameAndVersion: () => node } as unknown as INodeTypes;

/** What n8n makes of the subtitle of a node with these parameters, as its editor holds them: with their defaults. */
function subtitleWith(parameters: INodeParameters): unknown {
	const position: [number, number] = [0, 0];
	const saved = {
		id: '1',
		name: 'Node',
		type: 'wondaTikTok',
		typeVersion: 1,
		position,
		parameters,
	};
	const workflow = new Workflow({ nodes: [saved], connections: {}, active: false, nodeTypes });
	const loaded = workflow.getNode('Node');
	if (!loaded) throw new Error('The workflow has no node');
	return workflow.expression.getSimpleParameterValue(
		loaded,
		node.description.subtitle,
		'internal',
		{},
	);
}

test.each<[parameters: INodeParameters, subtitle: string]>([
	[{}, 'Only Me · from the library'],
	[{ privacyLevel: 'PUBLIC_TO_EVERYONE', source: 'binary' }, 'Everyone · from a file'],
	[{ privacyLevel: 'PUBLIC_TO_EVERYONE', source: 'url' }, 'Everyone · from a link'],
	[{ operation: 'schedule', privacyLevel: 'FOLLOWER_OF_CREATOR' }, 'Followers · from the library'],
	[{ resource: 'carousel', operation: 'publish', source: 'binary' }, 'Only Me · from a file'],
	[{ privacyLevel: '={{ $json.privacy }}' }, 'from the library'],
	[{ resource: 'job', operation: 'wait' }, 'Wait for publish job'],
	[{ resource: 'media', operation: 'upload' }, 'Upload file'],
])('below the name of a node with %j stands "%s"', (parameters, subtitle) => {
	expect(subtitleWith(parameters)).toBe(subtitle);
});
