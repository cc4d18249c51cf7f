import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

import type { RequestKind } from './errorTexts';

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
