import type {
	FunctionsBase,
	IDataObject,
	IHttpRequestMethods,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	RequestHelperFunctions,
} from 'n8n-workflow';

import { isEmpty, isObject, listIn } from './answers';
import { readCredential, type WondaCredential } from './credential';
import type { RequestKind } from './errorTexts';
import { Failure } from './failure';
import {
	rateLimiterFor,
	type AcquireOptions,
	type Priority,
	type RateLimiter,
} from './rateLimiter';
import { abortedUnderWay, asFailure, timedOut } from './requestFailure';
import { reportedFailure, responseFailure, unreadable } from './responseFailure';
import { redactor, sanitizer, type Redact, type Sanitize } from './sanitize';
import { stallSignal } from './time';

/** What a client needs of n8n: any context of a node does. */
export type ClientContext = Pick<FunctionsBase, 'getCredentials'> & {
	helpers: Pick<RequestHelperFunctions, 'httpRequestWithAuthentication'>;
	getExecutionCancelSignal?(): AbortSignal | undefined;
};

/** A body that can be sent once only. */
export interface StreamedBody {
	headers: IDataObject;
	body: unknown;
	/** Whether the HTTP library has taken the last byte. */
	readonly wasSentWhole: boolean;
	/** When the HTTP library last took a part of it, by `monotonicNow`. */
	readonly lastProgressAt: number;
	/** Frees what the body stands on, however much of it was sent. */
	close(): void;
}

/** A request to the API. */
export interface ApiRequest {
	/** What it is for, which decides how it is queued and what a refusal means. */
	kind: RequestKind;
	method?: IHttpRequestMethods;
	/** Below the base URL. */
	path: string;
	qs?: IDataObject;
	body?: IDataObject;
	/** Opens the body anew for each attempt, in place of `body`. */
	openBody?: () => Promise<StreamedBody>;
	/**
	 * Milliseconds until it is given up, however slowly an answer trickles in; while a streamed body is sent, since its latest
	 * part was taken. By default that of Request Options.
	 */
	timeoutMs?: number;
}

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

const DEFAULT_TIMEOUT_MS = 30_000;

const HEADERS = { Accept: 'application/json', 'Content-Type': 'application/json' };

/** The Wonda API as one item, picker or poll uses it, with the credential that n8n resolves for it. */
export class ApiClient {
	readonly baseUrl: string;

	/** Identifies the service and the key, and reveals neither. */
	readonly account: string;

	/** Makes texts of the service fit to be shown. */
	readonly sanitize: Sanitize;

	/** Removes the API key from a text. */
	readonly redact: Redact;

	/** Why the credential cannot be used: n8n would send a request without a key. */
	readonly unusable?: Failure;

	private readonly rateLimiter: RateLimiter;

	private constructor(
		private readonly context: ClientContext,
		private readonly credential: WondaCredential,
		private readonly requestOptions: Partial<IHttpRequestOptions>,
	) {
		this.baseUrl = credential.baseUrl;
		this.account = credential.account;
		this.unusable = credential.unusable;
		this.sanitize = sanitizer(credential.data.apiKey);
		this.redact = redactor(credential.data.apiKey);
		this.rateLimiter = rateLimiterFor(credential.account);
	}

	/**
	 * @param context of the item, picker or poll
	 * @param requestOptions n8n's Request Options, as its routing has put them into a request
	 */
	static async for(
		context: ClientContext,
		requestOptions: Partial<IHttpRequestOptions> = {},
	): Promise<ApiClient> {
		return new ApiClient(context, await readCredential(context), requestOptions);
	}

	/**
	 * Sends a request when its turn has come, and again when the service said that it did not take it (429).
	 *
	 * @returns the answer, whose status is that of a success
	 * @throws Failure whatever goes wrong
	 */
	async send(request: ApiRequest, options: SendOptions): Promise<IN8nHttpFullResponse> {
		if (this.unusable) throw this.unusable;
		const signal = options.signal ?? this.context.getExecutionCancelSignal?.();
		return await this.rateLimiter.run(
			async () => {
				options.onSend?.();
				return await this.attempt(request, signal);
			},
			{ ...options, priority: PRIORITIES[request.kind], signal },
		);
	}

	/** Sends a request whose answer is a JSON object. Throws Failure, for any other answer too. */
	async sendForObject(request: ApiRequest, options: SendOptions): Promise<IDataObject> {
		const response = await this.send(request, options);
		const { body } = response as { body: unknown };
		if (!isObject(body)) throw unreadable(response);
		return body;
	}

	/** Sends a request whose answer may be an object or nothing at all. Throws Failure, for any other answer too. */
	async sendForObjectOrNothing(request: ApiRequest, options: SendOptions): Promise<IDataObject> {
		const response = await this.send(request, options);
		const { body } = response as { body: unknown };
		if (isEmpty(body)) return {};
		if (!isObject(body)) throw unreadable(response);
		return body;
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
			const response = await this.exchange(request, opened, signal);
			const isSuccess = response.statusCode >= 200 && response.statusCode < 300;
			if (!isSuccess) throw responseFailure(response, this.sanitize, request.kind);
			const reported = reportedFailure(response, this.sanitize);
			if (reported) throw reported;
			return { ...response, body: this.withoutKey(response.body) };
		} finally {
			opened?.close();
		}
	}

	private async exchange(
		{ method = 'GET', path, qs, body, timeoutMs }: ApiRequest,
		opened: StreamedBody | undefined,
		signal: AbortSignal | undefined,
	): Promise<IN8nHttpFullResponse> {
		const timeout = Number(timeoutMs ?? this.requestOptions.timeout ?? DEFAULT_TIMEOUT_MS);
		const isStreamed = opened?.wasSentWhole === false;
		// Node collects a timeout signal that nothing but another signal refers to, so it has to stay in this variable.
		const deadline = isStreamed ? stallSignal(opened, timeout) : AbortSignal.timeout(timeout);
		const ends = signal ? AbortSignal.any([signal, deadline]) : deadline;
		try {
			return (await this.context.helpers.httpRequestWithAuthentication.call(
				this.contextWith(ends),
				'wondaApi',
				{
					...this.requestOptions,
					method,
					baseURL: this.baseUrl,
					// Of the base URL that the node's description names. Who sets the base URL also sets the allowed domains.
					allowedDomains: undefined,
					url: path,
					qs,
					headers: { ...HEADERS, ...opened?.headers },
					body: (opened?.body ?? body) as IDataObject,
					// The HTTP library's own timeout ends a steady upload, and starts anew with each byte of an answer.
					timeout: 0,
					abortSignal: ends,
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					// A redirected POST would become a GET, and following redirects keeps a streamed body in memory.
					disableFollowRedirect: true,
				},
			)) as IN8nHttpFullResponse;
		} catch (error) {
			if (signal?.aborted) throw abortedUnderWay();
			throw deadline.aborted ? timedOut('ETIMEDOUT') : asFailure(error);
		}
	}

	/** An answer in which the service does not repeat the key. */
	private withoutKey(body: IN8nHttpFullResponse['body']): IN8nHttpFullResponse['body'] {
		const json = JSON.stringify(body) ?? '';
		const redacted = this.redact(json);
		return redacted === json ? body : (JSON.parse(redacted) as IDataObject);
	}

	/**
	 * The context as the request helper sees it: with a signal that also ends an answer that trickles in, and with the credential
	 * that was read already, so that the request has the key whose texts are redacted.
	 */
	private contextWith(signal: AbortSignal) {
		return Object.create(this.context, {
			getExecutionCancelSignal: { value: () => signal },
			getCredentials: { value: async () => ({ ...this.credential.data }) },
		}) as never;
	}
}
