import type {
	IDataObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INode,
	IPollFunctions,
	NodeApiError,
} from 'n8n-workflow';

import { poll } from '../../nodes/WondaTikTokTrigger/poll';
import { pollOf, type Poll } from '../../nodes/WondaTikTokTrigger/turn';
import { deskOf } from '../../nodes/shared/run/desk';
import { answer, errorOf, KEY } from '../operations/loop.mts';
import type { QuickTime } from '../support/time.mts';

type Answer = IN8nHttpFullResponse | Error;

/** What the service does with a request: it answers, or there is no answer. */
export type Service = (path: string) => Answer | Promise<Answer>;

let count = 0;

/** A trigger as n8n polls it, with a service in place of HTTP. */
export class Poller {
	/** What n8n keeps of the node. */
	data: IDataObject = {};

	parameters: IDataObject = {};

	mode: 'trigger' | 'manual' = 'trigger';

	apiKey: unknown = KEY;

	/** What was asked, oldest first. */
	readonly asked: IHttpRequestOptions[] = [];

	readonly warnings: string[] = [];

	/** No other trigger has this address, so that each has a gate of its own. */
	baseUrl = `https://poll-${count++}.example`;

	constructor(public service: Service) {}

	readonly context = {
		getMode: () => this.mode,
		getNode: () => ({ name: 'Trigger', parameters: this.parameters }) as unknown as INode,
		getNodeParameter: (name: string, usual: unknown) =>
			name in this.parameters ? this.parameters[name] : usual,
		getCredentials: async () =>
			await Promise.resolve({ baseUrl: this.baseUrl, apiKey: this.apiKey }),
		getWorkflowStaticData: (type: string) => {
			// As n8n does, which knows no others but that of the workflow.
			if (type !== 'node') throw new Error(`No static data of ${type}`);
			return this.data;
		},
		logger: { warn: (line: string) => void this.warnings.push(line) },
		helpers: {
			httpRequestWithAuthentication: async (_type: string, question: IHttpRequestOptions) => {
				this.asked.push(question);
				const answered = await this.service(question.url);
				if (answered instanceof Error) throw answered;
				return answered;
			},
		},
	} as unknown as IPollFunctions;

	/** A poll as n8n makes it: the JSON of its items, null where there are none. */
	async poll(): Promise<IDataObject[] | null> {
		const outputs = await poll(this.context);
		return outputs && (outputs[0] ?? []).map(({ json }) => json);
	}

	/** What an event is given of a poll. */
	async pollNow(): Promise<Poll> {
		return pollOf(this.context, await deskOf(this.context));
	}
}

/** The answer to a list of media. */
export const media = (...ids: string[]) => answer(ids.map((mediaId) => ({ mediaId })));

export function pollingIn(time: QuickTime) {
	const pollWith = async (poller: Poller, service: Service) => {
		poller.service = service;
		return await time.passDuring(poller.poll());
	};
	return {
		pollWith,
		errorWith: async (poller: Poller, service: Service) =>
			await errorOf<NodeApiError>(pollWith(poller, service)),
		/** A trigger that has seen one medium. */
		async begun(parameters: IDataObject = {}): Promise<Poller> {
			const poller = new Poller(() => media('a'));
			poller.parameters = parameters;
			expect(await time.passDuring(poller.poll())).toBeNull();
			return poller;
		},
	};
}
