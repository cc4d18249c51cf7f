import type {
	FunctionsBase,
	IDataObject,
	IHttpRequestMethods,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	RequestHelperFunctions,
} from 'n8n-workflow';

import type { WondaCredential } from './credential';
import type { RequestKind } from './errorTexts';
import { abortedUnderWay, asFailure, timedOut } from './requestFailure';
import { stallSignal } from './time';

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

/** How n8n makes requests: with the credential that was read for an item, and with the node's Request Options. */
export interface Transport {
	/** Any context of a node. */
	context: Pick<FunctionsBase, 'getCredentials'> & {
		helpers: Pick<RequestHelperFunctions, 'httpRequestWithAuthentication'>;
		getExecutionCancelSignal?(): AbortSignal | undefined;
	};
	credential: WondaCredential;
	requestOptions: Partial<IHttpRequestOptions>;
}

const DEFAULT_TIMEOUT_MS = 30_000;

const HEADERS = { Accept: 'application/json', 'Content-Type': 'application/json' };

/**
 * Sends a request once. Returns the answer, whatever its status.
 * Throws Failure if there is none: nobody was reached, the connection broke, the time was over, or the signal was aborted.
 */
export async function exchange(
	{ context, credential, requestOptions }: Transport,
	{ method = 'GET', path, qs, body, timeoutMs }: ApiRequest,
	opened: StreamedBody | undefined,
	signal: AbortSignal | undefined,
): Promise<IN8nHttpFullResponse> {
	const timeout = Number(timeoutMs ?? requestOptions.timeout ?? DEFAULT_TIMEOUT_MS);
	const isStreamed = opened?.wasSentWhole === false;
	// Node collects a timeout signal that nothing but another signal refers to, so it has to stay in this variable.
	const deadline = isStreamed ? stallSignal(opened, timeout) : AbortSignal.timeout(timeout);
	const ends = signal ? AbortSignal.any([signal, deadline]) : deadline;
	// A signal that also ends an answer that trickles in, and the credential whose texts are redacted.
	const ownContext = Object.create(context, {
		getExecutionCancelSignal: { value: () => ends },
		getCredentials: { value: async () => ({ ...credential.data }) },
	}) as never;
	try {
		return (await context.helpers.httpRequestWithAuthentication.call(ownContext, 'wondaApi', {
			...requestOptions,
			method,
			baseURL: credential.baseUrl,
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
		})) as IN8nHttpFullResponse;
	} catch (error) {
		if (signal?.aborted) throw abortedUnderWay();
		throw deadline.aborted ? timedOut('ETIMEDOUT') : asFailure(error);
	}
}
