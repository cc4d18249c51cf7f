import { STATUS_CODES } from 'node:http';
import type { Answer, Call } from '../endpoints/call.mts';
import { requireJob } from '../endpoints/checks.mts';
import type { Delivery } from '../http/delivery.mts';
import { endEarly, showJob, type JobEnd } from '../jobs.mts';
import { tellWait } from '../limits/retryAfter.mts';
import { newTikTokPost } from '../tiktok.mts';
import type { World } from '../world.mts';
import type { FaultEffect } from './fault.mts';

type Effect<K extends FaultEffect['kind']> = Extract<FaultEffect, { kind: K }>;

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };
const HTML_TYPE = { 'Content-Type': 'text/html; charset=utf-8' };

/** How the request ends without being taken; undefined for a fault that strikes after that. Throws ApiError. */
export function beforeTaking(effect: FaultEffect, call: Call): Delivery | undefined {
	switch (effect.kind) {
		case 'resetBefore':
		case 'resetDuring': // one that asked for the content comes here, when the body has been read
			return { how: 'reset' };
		case 'status':
			return effect.when === 'after' ? undefined : statusAnswer(effect);
		case 'rateLimit':
			return rateLimitAnswer(effect, call.world);
		case 'loseJob':
			return errorAnswer(404, 'not_found', `No publish job ${call.params.outputJobId}.`);
		case 'jobStatus':
			return jobAnswer(effect, call);
		default:
			return undefined;
	}
}

/** What becomes of the answer of a request that was taken; undefined when the fault leaves it alone. */
export function afterTaking(effect: FaultEffect, answer: Answer): Delivery | undefined {
	switch (effect.kind) {
		case 'resetAfter':
			return { how: 'reset' };
		case 'cut':
			return { how: 'cut', answer };
		case 'status':
			return statusAnswer(effect);
		default:
			return undefined;
	}
}

function errorAnswer(
	status: number,
	code: string,
	message: string,
	more: { headers?: Record<string, string>; deferUntil?: string } = {},
): Delivery {
	const { headers, deferUntil } = more;
	const text = JSON.stringify({ error: { message, code, ...(deferUntil && { deferUntil }) } });
	return { how: 'raw', status, headers: { ...JSON_TYPE, ...headers }, text };
}

function statusAnswer(effect: Effect<'status'>): Delivery {
	const { status, body = 'json', headers = {} } = effect;
	const phrase = STATUS_CODES[status] ?? 'Unknown';
	switch (body) {
		case 'empty':
			return { how: 'raw', status, headers, text: '' };
		case 'html': {
			const title = `${status} ${phrase}`;
			const text = `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center><hr><center>gateway</center></body></html>\n`;
			return { how: 'raw', status, headers: { ...HTML_TYPE, ...headers }, text };
		}
		case 'json': {
			const { code = phrase.toLowerCase().replaceAll(/\W+/g, '_'), message = `${phrase}.` } =
				effect;
			return errorAnswer(status, code, message, { headers });
		}
	}
}

const TELLING = {
	seconds: 'exact',
	date: 'date',
	deferUntil: 'deferUntil',
	nothing: 'none',
} as const;

/** 429 with the wait told in one of the ways services use, on the server's clock. */
function rateLimitAnswer(effect: Effect<'rateLimit'>, { clock }: World): Delivery {
	const { form = 'seconds', seconds = 1 } = effect;
	const { code = form === 'deferUntil' ? 'throttled' : 'rate_limit_exceeded' } = effect;
	const told = tellWait(TELLING[form], seconds * 1000, clock);
	return errorAnswer(429, code, 'Too many requests.', told);
}

/** The job with the status that the fault names; a terminal one stays. */
function jobAnswer(
	{ status, errorMessage }: Effect<'jobStatus'>,
	{ world, params }: Call,
): Delivery {
	const job = requireJob(world, params.outputJobId ?? '');
	const end = endOf(status, errorMessage, job.end, world.accounts.get(job.tiktokAccountId ?? ''));
	if (end) {
		endEarly(job, end);
		return { how: 'answer', answer: { status: 200, body: showJob(job, world.clock.steady()) } };
	}
	const text = JSON.stringify({ outputJobId: job.outputJobId, status });
	return { how: 'raw', status: 200, headers: JSON_TYPE, text };
}

function endOf(
	status: string,
	errorMessage: string | undefined,
	planned: JobEnd,
	account?: { username: string },
): JobEnd | undefined {
	switch (status) {
		case 'succeeded':
			if (planned.status === 'succeeded') return planned;
			return { status, post: newTikTokPost(account?.username ?? 'unknown') };
		case 'failed':
			return { status, ...(errorMessage === undefined ? {} : { errorMessage }) };
		case 'canceled':
			return { status };
		default:
			return undefined;
	}
}
