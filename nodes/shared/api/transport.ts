import type {
	FunctionsBase,
	IDataObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	RequestHelperFunctions,
} from 'n8n-workflow';

import type { WondaCredential } from './credential';
import type { ApiRequest, StreamedBody } from './request';
import { abortedUnderWay, asFailure, timedOut } from './requestFailure';
import { stallSignal } from './time';

/** What a client needs of n8n: any context of a node does. */
export type ClientContext = Pick<FunctionsBase, 'getCredentials'> & {
	helpers: Pick<RequestHelperFunctions, 'httpRequestWithAuthentication'>;
	getExecutionCancelSignal?(): AbortSignal | undefined;
};

const DEFAULT_TIMEOUT_MS = 30_000;

const HEADERS = { Accept: 'application/json', 'Content-Type': 'application/json' };

/** How n8n makes requests for a context: with a credential that was read for it, and with its Request Options. */
export class Transport {
	constructor(
		private readonly context: ClientContext,
		private readonly credential: WondaCredential,
		private readonly requestOptions: Partial<IHttpRequestOptions>,
	) {}

	/**
	 * Sends a request once.
	 *
	 * @param opened its body, where that is streamed
	 * @returns the answer, whatever its status
	 * @throws Failure if there is none: nobody was reached, the connection broke, the time was over, or the signal was aborted
	 */
	async exchange(
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
					baseURL: this.credential.baseUrl,
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
