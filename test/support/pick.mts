import { LoadOptionsContext } from 'n8n-core';
import type { INodeListSearchResult, INodeParameters, IWorkflowSettings } from 'n8n-workflow';

import { WondaTikTok } from '../../nodes/WondaTikTok/WondaTikTok.node';
import type { WondaCredential } from './credentials.mts';
import { additionalDataFor, loadWorkflow, NODE_TYPE, storedWorkflow } from './engine.mts';
import { savedWorkflow } from './savedWorkflow.mts';

const { listSearch } = new WondaTikTok().methods;

export type Method = keyof typeof listSearch;

/**
 * What n8n's server does when somebody opens a list in the editor.
 *
 * @param method the one that fills the list
 * @param credential what the credential of the node holds, of whatever type
 * @param filter what was typed into the list's search field
 * @param settings of the workflow
 * @param parameters of the node, resolved as the editor sends them
 */
export async function pick(
	method: Method,
	credential: Record<keyof WondaCredential, unknown>,
	filter?: string,
	settings?: IWorkflowSettings,
	parameters?: INodeParameters,
): Promise<INodeListSearchResult> {
	const saved = savedWorkflow('video-publish', { settings });
	const workflow = loadWorkflow(saved);
	const node = Object.values(workflow.nodes).find(({ type }) => type === NODE_TYPE);
	if (!node) throw new Error('The saved workflow has no node of ours');

	const context = new LoadOptionsContext(
		workflow,
		node,
		{
			...additionalDataFor(credential as WondaCredential, storedWorkflow(saved)),
			currentNodeParameters: parameters,
		},
		'parameters',
	);
	return await listSearch[method].call(context, filter);
}
