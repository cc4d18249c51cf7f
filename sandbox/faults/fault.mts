/** Which requests a fault is for. A part that is left out matches any request. */
export interface FaultMatch {
	/** `GET`, `POST` or `DELETE`. */
	method?: string;
	/** The path below the base URL, `/publish/tiktok` say; `*` stands for any characters. In process also a RegExp. */
	path?: string | RegExp;
	/** A media ID that the body holds, or that the job in the path publishes. */
	mediaId?: string;
	/** The name of a file that is uploaded, or that became a media as `mediaId` finds it. */
	fileName?: string;
	/** The job in the path. */
	outputJobId?: string;
	/** The first matching request that it hits, counted from 1 from when the fault was added; 1 by default. */
	nth?: number;
	/** How many matching requests it hits from there on; 1 by default. */
	times?: number;
}

/** What happens to the request. "Before" and "after" are relative to the request being taken (a post accepted). */
export type FaultEffect =
	/** The connection is reset before the request is taken. */
	| { kind: 'resetBefore' }
	/** It is reset once `afterBytes` bytes of the body (1 by default) have come; the request is not taken. */
	| { kind: 'resetDuring'; afterBytes?: number }
	/** The request is taken, then the connection is reset without an answer. */
	| { kind: 'resetAfter' }
	/** The request is taken; half of its answer is sent, then the connection is reset while it is read. */
	| { kind: 'resetReading' }
	/**
	 * An answer of this status, with a JSON error, an HTML page or nothing as its body. Its text and its headers may
	 * hold the placeholders of http/delivery.mts.
	 */
	| {
			kind: 'status';
			status: number;
			/** `json` by default. */
			body?: 'json' | 'html' | 'empty';
			/** `before` by default. */
			when?: 'before' | 'after';
			code?: string;
			message?: string;
			/** Any JSON value instead of the error. */
			json?: unknown;
			/** Any text instead of the body, JSON or not. */
			text?: string;
			headers?: Record<string, string>;
	  }
	/** A redirect, with an HTML page as its body. */
	| {
			kind: 'redirect';
			status: 301 | 302 | 303 | 307 | 308;
			/** Where to; the address that was asked unless told. */
			location?: string;
			/** `before` by default. */
			when?: 'before' | 'after';
	  }
	/** The request is taken, its answer promises more bytes than are sent. */
	| { kind: 'cut' }
	/** The answer comes late; with `before` (the default) the request is taken late too, even if the client has gone. */
	| { kind: 'slow'; delayMs: number; when?: 'before' | 'after' }
	/** 429, not taken. `form` says how the wait is told; the place of `deferUntil` is a guess. */
	| {
			kind: 'rateLimit';
			/** `seconds` by default. */
			form?: 'seconds' | 'date' | 'deferUntil' | 'nothing';
			/** How long to wait; 1 by default. */
			seconds?: number;
			/** `rate_limit_exceeded`, or `throttled` with `deferUntil`, by default. */
			code?: string;
	  }
	/** A look at the job finds nothing: 404 not_found. */
	| { kind: 'loseJob' }
	/** A look at the job shows this status. `succeeded`, `failed` and `canceled` end the job; any other passes. */
	| { kind: 'jobStatus'; status: string; errorMessage?: string };

export type FaultSpec = FaultMatch & FaultEffect;
export type FaultKind = FaultEffect['kind'];

/** One time a fault struck. */
export interface FiredFault {
	faultId: number;
	kind: FaultKind;
	/** The `id` of the request in `sandbox.requests`. */
	requestId: number;
	method: string;
	path: string;
	/** Real time, ms since the epoch. */
	at: number;
}

/** A fault on the queue. */
export interface Fault {
	id: number;
	spec: FaultSpec;
	/** How many matching requests it has seen. */
	seen: number;
	/** How often it may still strike. */
	remaining: number;
	fired: FiredFault[];
}
