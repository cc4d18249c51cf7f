import { STATUS_CODES } from 'node:http';
import type { Answer, Call } from '../endpoints/endpoint.mts';
import { requireJob } from '../endpoints/requirements.mts';
import type { Delivery } from '../http/delivery.mts';
import { endingOf, isEnd, endEarly, showJob } from '../jobs.mts';
import { tellWait } from '../limiter.mts';
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
		case 'redirect':
			return effect.when === 'after' ? undefined : redirectAnswer(effect);
		case 'rateLimit':
			return rateLimitAnswer(effect, call.world);
		case 'loseJob':
			return statusAnswer({
				kind: 'status',
				status: 404,
				message: `No publish job ${call.params.outputJobId}.`,
			});
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
		case 'resetReading':
			return { how: 'resetReading', answer };
		case 'status':
			return statusAnswer(effect);
		case 'redirect':
			return redirectAnswer(effect);
		default:
			return undefined;
	}
}

function errorText(code: string, message: string, deferUntil?: string): string {
	return JSON.stringify({ error: { message, code, ...(deferUntil && { deferUntil }) } });
}

function statusAnswer(effect: Effect<'status'>): Delivery {
	const { status, body = 'json', headers = {} } = effect;
	if (body === 'empty') return { how: 'raw', status, headers, text: '' };
	const type = body === 'html' ? HTML_TYPE : JSON_TYPE;
	const text = effect.text ?? (body === 'html' ? page(status) : jsonText(effect));
	return { how: 'raw', status, headers: { ...type, ...headers }, text };
}

function phraseOf(status: number): string {
	return STATUS_CODES[status] ?? 'Unknown';
}

/** A page as gateways answer. */
function page(status: number): string {
	const title = `${status} ${phraseOf(status)}`;
	return `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center><hr><center>gateway</center></body></html>\n`;
}

function jsonText({ status, json, code, message }: Effect<'status'>): string {
	if (json !== undefined) return JSON.stringify(json);
	const phrase = phraseOf(status);
	return errorText(code ?? phrase.toLowerCase().replaceAll(/\W+/g, '_'), message ?? `${phrase}.`);
}

function redirectAnswer({ status, location = '{{path}}' }: Effect<'redirect'>): Delivery {
	return statusAnswer({ kind: 'status', status, body: 'html', headers: { Location: location } });
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
	const { headers, deferUntil } = tellWait(TELLING[form], seconds * 1000, clock);
	const text = errorText(code, 'Too many requests.', deferUntil);
	return { how: 'raw', status: 429, headers: { ...JSON_TYPE, ...headers }, text };
}

/** The job with the status that the fault names; a terminal one stays. */
function jobAnswer(
	{ status, errorMessage }: Effect<'jobStatus'>,
	{ world, params }: Call,
): Delivery {
	const job = requireJob(world, params.outputJobId ?? '');
	const end = isEnd(status) ? endingOf(world, job, status, errorMessage) : undefined;
	if (end) {
		endEarly(job, end);
		return { how: 'answer', answer: { status: 200, body: showJob(job, world.clock.steady()) } };
	}
	const text = JSON.stringify({ outputJobId: job.outputJobId, status });
	return { how: 'raw', status: 200, headers: JSON_TYPE, text };
}
