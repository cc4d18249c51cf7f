/** Which requests a fault is for. Without a part, any request matches. */
export interface FaultMatch {
	/** `GET`, `POST` or `DELETE`. */
	method?: string;
	/** The path below the base URL, such as `/publish/tiktok`; `*` stands for any characters. Also a RegExp. */
	path?: string | RegExp;
	/** A media ID in the body, or of the job in the path. */
	mediaId?: string;
	/** The name of a file that is uploaded, or that was uploaded as the media of `mediaId`. */
	fileName?: string;
	/** The job in the path. */
	outputJobId?: string;
	/** The first matching request to strike, counted from 1 since the fault was added; 1 by default. */
	nth?: number;
	/** How many matching requests to strike from there on; 1 by default. */
	times?: number;
}

/** What happens to the request. "Before" and "after" are relative to its being accepted. */
export type FaultEffect =
	/** The connection is reset before the request is accepted. */
	| { kind: 'resetBefore' }
	/** It is reset after `afterBytes` bytes of the body (1 by default); the request is not accepted. */
	| { kind: 'resetDuring'; afterBytes?: number }
	/** The request is accepted, then the connection is reset without an answer. */
	| { kind: 'resetAfter' }
	/** The request is accepted; the connection is reset while the client reads the answer. */
	| { kind: 'resetReading' }
	/** The request is accepted; its answer ends after half of the promised length. */
	| { kind: 'cut' }
	/** The request is accepted; the headers of its answer come at once, then a byte every `everyMs` milliseconds. */
	| { kind: 'trickle'; everyMs: number }
	/** An answer of this status. Its text and its headers may hold the placeholders of http/delivery.mts. */
	| {
			kind: 'status';
			status: number;
			/** A JSON error, an HTML page or nothing; `json` by default. */
			body?: 'json' | 'html' | 'empty';
			/** `before` by default. `arrival` answers before the key is checked and the body read, as a gateway does. */
			when?: 'arrival' | 'before' | 'after';
			code?: string;
			message?: string;
			/** Any JSON value as the whole body. */
			json?: unknown;
			/** Any text as the whole body. */
			text?: string;
			headers?: Record<string, string>;
	  }
	/** A redirect, with an HTML page as its body. */
	| {
			kind: 'redirect';
			status: 301 | 302 | 303 | 307 | 308;
			/** The requested address by default. */
			location?: string;
			/** `before` by default. */
			when?: 'before' | 'after';
	  }
	/** A delay. With `before` (the default) the request is accepted late too, even if the client has gone. */
	| { kind: 'slow'; delayMs: number; when?: 'before' | 'after' }
	/** 429, not accepted. */
	| {
			kind: 'rateLimit';
			/** How the wait is stated: `Retry-After` in seconds (the default) or as a date, `error.deferUntil`, or not at all. */
			form?: 'seconds' | 'date' | 'deferUntil' | 'nothing';
			/** How long to wait; 1 by default. */
			seconds?: number;
			/** `rate_limit_exceeded` by default, or `throttled` with `deferUntil`. */
			code?: string;
	  }
	/** A status check does not find the job: 404 not_found. */
	| { kind: 'loseJob' }
	/** A status check shows this status. `succeeded`, `failed` and `canceled` end the job; any other is temporary. */
	| { kind: 'jobStatus'; status: string; errorMessage?: string; errorCode?: string };

export type FaultSpec = FaultMatch & FaultEffect;

/** One request that a fault struck. */
export interface FiredFault {
	kind: FaultEffect['kind'];
	/** The `id` of the request in `sandbox.requests`. */
	requestId: number;
}

/** A fault in the queue. */
export interface Fault {
	spec: FaultSpec;
	/** How many matching requests it has seen. */
	seen: number;
	/** How many requests it may still strike. */
	remaining: number;
}
