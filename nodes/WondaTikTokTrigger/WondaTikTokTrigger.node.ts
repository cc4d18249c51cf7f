import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { kind, outcomes, source, triggerOn } from './fields';
import { poll } from './poll';

export class WondaTikTokTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Wonda TikTok Trigger',
		name: 'wondaTikTokTrigger',
		icon: { light: 'file:../../icons/wonda.svg', dark: 'file:../../icons/wonda.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["triggerOn"] === "newMedia" ? "New Media" : "Scheduled Post Ended" }}',
		description:
			'Publish to TikTok with Wonda, and start a workflow when media is new or a scheduled post has ended',
		defaults: { name: 'Wonda TikTok Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'wondaApi', required: true }],
		properties: [triggerOn, kind, source, outcomes],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
