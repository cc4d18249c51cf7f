import type { IDataObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { isEmpty, isObject, listIn } from './answers';
import { readCredential } from './credential';
import type { RequestKind } from './errorTexts';
import type { Failure } from './failure';
import type { Priority } from './priorityQueue';
import { rateLimiterFor, type AcquireOptions, type RateLimiter } from './rateLimiter';
import { reportedFailure, responseFailure, unreadable } from './responseFailure';
import { redactor, sanitizer, type Redact, type Sanitize } from './sanitize';
import { exchange, type ApiRequest, type Transport } from './transport';

/** Whose request it is, and how long it waits for the rate limiter. */
export type SendOptions = Pick<AcquireOptions, 'owner' | 'maxWaitMs'> & {
	/** Ends the wait for the rate limiter, and the request; the execution's cancel signal by default. */
	signal?: AbortSignal;
	/** Called when the request leaves. */
	onSend?: () => void;
};

const PRIORITIES: Record<RequestKind, Priority> = {
	publish: 'post',
	schedule: 'post',
	cancel: 'post',
	upload: 'upload',
	scheduledList: 'poll',
	read: 'poll',
};

/** The Wonda API as one item, picker or poll uses it, with the credential that n8n resolves for it. */
export class ApiClient {
	/** Identifies the service and the key, and reveals neither. */
	readonly account: string;

	/** Makes texts of the service fit to be shown. */
	readonly sanitize: Sanitize;

	/** Removes the API key from a text. */
	readonly redact: Redact;

	/** Why the credential cannot be used: n8n would send a request without a key. */
	readonly unusable?: Failure;

	private readonly rateLimiter: RateLimiter;

	private constructor(private readonly transport: Transport) {
		const { account, data, unusable } = transport.credential;
		this.account = account;
		this.unusable = unusable;
		this.sanitize = sanitizer(data.apiKey);
		this.redact = redactor(data.apiKey);
		this.rateLimiter = rateLimiterFor(account);
	}

	/** @param requestOptions n8n's Request Options, as its routing has put them into a request */
	static async for(
		context: Transport['context'],
		requestOptions: Partial<IHttpRequestOptions> = {},
	): Promise<ApiClient> {
		return new ApiClient({ context, credential: await readCredential(context), requestOptions });
	}

	/** Sends a request when its turn has come, and again when the service said that it did not take it (429). Throws Failure. */
	async send(request: ApiRequest, options: SendOptions): Promise<IN8nHttpFullResponse> {
		if (this.unusable) throw this.unusable;
		const signal = options.signal ?? this.transport.context.getExecutionCancelSignal?.();
		return await this.rateLimiter.run(
			async () => {
				options.onSend?.();
				return await this.attempt(request, signal);
			},
			{ ...options, priority: PRIORITIES[request.kind], signal },
		);
	}

	/** Sends a request whose answer is a JSON object; that of a cancellation may be empty. Throws Failure, for any other answer too. */
	async sendForObject(request: ApiRequest, options: SendOptions): Promise<IDataObject> {
		const response = await this.send(request, options);
		const { body } = response as { body: unknown };
		if (isObject(body)) return body;
		if (request.kind === 'cancel' && isEmpty(body)) return {};
		throw unreadable(response);
	}

	/** Sends a request whose answer is a list. Throws Failure, for an answer without one too. */
	async sendForList(request: ApiRequest, options: SendOptions): Promise<unknown[]> {
		const response = await this.send(request, options);
		const list = listIn(response.body);
		if (!list) throw unreadable(response);
		return list;
	}

	/** Sends a request once. */
	private async attempt(
		request: ApiRequest,
		signal: AbortSignal | undefined,
	): Promise<IN8nHttpFullResponse> {
		const opened = await request.openBody?.();
		try {
			const response = await exchange(this.transport, request, opened, signal);
			const isSuccess = response.statusCode >= 200 && response.statusCode < 300;
			if (!isSuccess) throw responseFailure(response, this.sanitize, request.kind);
			const reported = reportedFailure(response, this.sanitize);
			if (reported) throw reported;
			return { ...response, body: this.withoutKey(response.body) };
		} finally {
			opened?.close();
		}
	}

	/** An answer in which the service does not repeat the key. */
	private withoutKey(body: IN8nHttpFullResponse['body']): IN8nHttpFullResponse['body'] {
		const json = JSON.stringify(body) ?? '';
		const redacted = this.redact(json);
		return redacted === json ? body : (JSON.parse(redacted) as IDataObject);
	}
}
