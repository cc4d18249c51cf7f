import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { kind, outcomes, source, triggerOn, uploadsNotice } from './fields';
import { newMedia } from './newMedia';
import { runPoll } from './poll';
import { scheduledPostEnded } from './scheduledPostEnded';

/** By the values of "Trigger On". */
const EVENTS = { newMedia, scheduledPostEnded };

export class WondaTikTokTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Wonda TikTok Trigger',
		name: 'wondaTikTokTrigger',
		icon: { light: 'file:../../icons/wonda.svg', dark: 'file:../../icons/wonda.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["triggerOn"] === "newMedia" ? "New Media" : "Scheduled Post Ended" }}',
		description: 'Starts a workflow when new media arrives or a scheduled post ends',
		defaults: { name: 'Wonda TikTok Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'wondaApi', required: true }],
		properties: [triggerOn, kind, source, uploadsNotice, outcomes],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await runPoll(this, EVENTS);
	}
}
