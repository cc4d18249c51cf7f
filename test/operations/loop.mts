import type {
	IBinaryKeyData,
	IDataObject,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INode,
	INodeExecutionData,
	NodeApiError,
} from 'n8n-workflow';

import { readAnswer } from '../../nodes/shared/operations/answer';
import type { ItemRequest } from '../../nodes/shared/operations/item';

export const KEY = `sk_${'0123456789abcdef'.repeat(4)}`;

/** What the service answers. */
export const answer = (body: unknown, statusCode = 200, headers: IDataObject = {}) =>
	({ statusCode, body, headers }) as unknown as IN8nHttpFullResponse;

/** A refusal in the form of the API. */
export const refusing = (statusCode: number, message = 'No.', headers: IDataObject = {}) =>
	answer({ error: { message } }, statusCode, headers);

const systemError = (code: string, syscall: string) =>
	Object.assign(new Error(`${syscall} ${code}`), { code, syscall });

/** No connection to the service was made. */
export const unreached = () => systemError('ECONNREFUSED', 'connect');

/** The connection broke, and nobody knows what became of the request. */
export const reset = () => systemError('ECONNRESET', 'read');

/** What the service does with a request: it answers, or there is no answer. */
export type Service = (
	request: IHttpRequestOptions,
	nth: number,
) => IN8nHttpFullResponse | Error | Promise<IN8nHttpFullResponse | Error>;

/** A service that gives these one after another, and the last one from then on. */
export const inOrder =
	(...answers: (IN8nHttpFullResponse | Error)[]): Service =>
	(_request, nth) =>
		answers[Math.min(nth, answers.length - 1)] as IN8nHttpFullResponse;

/** An answer that takes its time, in milliseconds. */
export const after = async <T,>(ms: number, value: T): Promise<T> =>
	await new Promise((resolve) => {
		setTimeout(() => resolve(value), ms);
	});

interface Given {
	/** What the node was saved with. */
	parameters?: IDataObject;
	continueOnFail?: boolean;
	apiKey?: unknown;
	/** How many items come in. */
	items?: number;
	/** The files of each item. */
	binary?: IBinaryKeyData;
	/** The `postReceive` hook of the route. */
	read?: typeof readAnswer;
	helpers?: object;
	/** Where it is false, n8n tells of no stop. */
	canStop?: boolean;
}

let count = 0;

/** One run of the node as n8n's routing does it, with a service in place of HTTP. */
export class Loop {
	/** What was sent, oldest first, and when: in milliseconds since the run began. */
	readonly sent: (IHttpRequestOptions & { at: number })[] = [];

	/** What stands in n8n's log. */
	readonly log: string[] = [];

	readonly stop = new AbortController();

	/** No other run has this address, so that each has a gate of its own. */
	readonly baseUrl = `https://run-${count++}.example`;

	private readonly startedAt = Date.now();

	private readonly executeData: object;

	constructor(
		private readonly service: Service,
		private readonly given: Given = {},
	) {
		const items = Array.from({ length: given.items ?? 1 }, () => ({ json: {} }));
		this.executeData = { node: this.node, data: { main: [items] } };
	}

	private get node(): INode {
		return { name: 'Wonda', parameters: this.given.parameters ?? {} } as INode;
	}

	/** What n8n makes of the fields of an item. */
	request(options: Partial<IHttpRequestOptions> = {}): ItemRequest {
		const usual = { baseURL: this.baseUrl, url: '/tiktok', method: 'GET' as const, headers: {} };
		return { options: { ...usual, ...options }, preSend: [], postReceive: [] };
	}

	/** The loop of one item. */
	item(index = 0): IExecutePaginationFunctions {
		const { given, node, log } = this;
		const { parameters = {}, binary, helpers, apiKey = KEY } = given;
		return {
			helpers,
			logger: {
				info: (line: string) => void log.push(`info: ${line}`),
				warn: (line: string) => void log.push(`warn: ${line}`),
			},
			continueOnFail: () => given.continueOnFail ?? false,
			getCredentials: async () => await Promise.resolve({ baseUrl: this.baseUrl, apiKey }),
			getExecuteData: () => this.executeData,
			getExecutionCancelSignal: () => (given.canStop === false ? undefined : this.stop.signal),
			getInputData: () => ({ json: {}, binary }),
			getItemIndex: () => index,
			getNode: () => node,
			getNodeParameter: (path: string, usual: unknown) =>
				path
					.split('.')
					.reduce<unknown>((part, name) => (part as IDataObject | undefined)?.[name], parameters) ??
				usual,
			makeRoutingRequest: async (request: ItemRequest) => await this.send(request),
		} as unknown as IExecutePaginationFunctions;
	}

	private async send({ options }: ItemRequest): Promise<INodeExecutionData[]> {
		const nth = this.sent.length;
		const asked = { ...options } as IHttpRequestOptions;
		this.sent.push({ ...asked, at: Date.now() - this.startedAt });
		// As n8n does, which adds the key to what it was given.
		Object.assign(options.headers ?? {}, { Authorization: 'secret' });
		const answered = await this.service(asked, nth);
		if (answered instanceof Error) throw answered;
		const { read = readAnswer } = this.given;
		return await read.call(this.item(), [], answered);
	}

	/** When requests were sent. */
	get times(): number[] {
		return this.sent.map(({ at }) => at);
	}
}

/** What some work throws. */
export const errorOf = async <T = NodeApiError,>(work: Promise<unknown>): Promise<T> =>
	await work.then(
		() => {
			throw new Error('There was no error');
		},
		(error: T) => error,
	);
