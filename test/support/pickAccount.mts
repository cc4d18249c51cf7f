import { LoadOptionsContext } from 'n8n-core';
import type { INodeListSearchResult } from 'n8n-workflow';

import { WondaTikTok } from '../../nodes/WondaTikTok/WondaTikTok.node';
import type { WondaCredential } from './credentials.mts';
import { additionalDataFor, loadWorkflow, NODE_TYPE, storedWorkflow } from './engine.mts';
import { savedWorkflow } from './savedWorkflow.mts';

/**
 * What n8n's server does when somebody opens the list of accounts in the editor.
 *
 * @param credential what the credential of the node holds
 * @param filter what was typed into the list's search field
 */
export async function pickAccount(
	credential: WondaCredential,
	filter?: string,
): Promise<INodeListSearchResult> {
	const saved = savedWorkflow('video-publish');
	const workflow = loadWorkflow(saved);
	const node = Object.values(workflow.nodes).find(({ type }) => type === NODE_TYPE);
	if (!node) throw new Error('The saved workflow has no node of ours');

	const context = new LoadOptionsContext(
		workflow,
		node,
		additionalDataFor(credential, storedWorkflow(saved)),
		'parameters.tiktokAccountId',
	);
	return await new WondaTikTok().methods.listSearch.searchAccounts.call(context, filter);
}
