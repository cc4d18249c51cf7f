/** What a workflow's file says of a node. */
export interface WorkflowNode {
	readonly name: string;
	readonly type: string;
}

/** What its user does to start a workflow, by the type of the node that it begins with. */
export const WAYS: Readonly<Record<string, string>> = {
	'n8n-nodes-base.manualTrigger': 'click Execute workflow',
	'n8n-nodes-base.formTrigger': 'click Execute workflow, a form opens',
	'n8n-nodes-base.scheduleTrigger': 'click Execute workflow, it runs at once',
	'@n8n/n8n-nodes-langchain.chatTrigger': "needs a chat model's credential; then open the chat",
	'n8n-nodes-wonda.wondaTikTokTrigger': 'publish it, or click Execute workflow for an example',
};

/** How a workflow is started, in a few words. One with several triggers names them, as the menu of n8n's button does. */
export function howToStart(nodes: readonly WorkflowNode[]): string {
	const ways = nodes.flatMap(({ name, type }) => {
		const way = WAYS[type];
		return way === undefined ? [] : [{ name, way }];
	});
	if (ways.length === 0) return 'see its canvas';
	if (ways.length === 1) return ways.map(({ way }) => way).join();
	const choices = ways.map(({ name, way }) => `“${name}”: ${way}`);
	return `choose a trigger at the button; ${choices.join('; ')}`;
}
