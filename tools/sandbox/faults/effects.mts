import { STATUS_CODES } from 'node:http';
import type { Answer, Call } from '../endpoints/endpoint.mts';
import { requireJob } from '../endpoints/requirements.mts';
import {
	cut,
	type Delivery,
	raw,
	reset,
	resetReading,
	sendAnswer,
	trickle,
} from '../http/delivery.mts';
import { endEarly, isEnd, showJob } from '../jobs.mts';
import { stateWait } from '../retryAfter.mts';
import type { World } from '../world.mts';
import type { FaultEffect } from './fault.mts';

type Effect<K extends FaultEffect['kind']> = Extract<FaultEffect, { kind: K }>;

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };
const HTML_TYPE = { 'Content-Type': 'text/html; charset=utf-8' };

/** How the request ends without being accepted; undefined for a fault that strikes after that. Throws ApiError. */
export function beforeAccepting(effect: FaultEffect, call: Call): Delivery | undefined {
	switch (effect.kind) {
		case 'resetBefore':
		case 'resetDuring': // a fault that names the content comes here, once the body has been read
			return reset;
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

/** What becomes of the answer to an accepted request; undefined for a fault that does not change it. */
export function afterAccepting(effect: FaultEffect, answer: Answer): Delivery | undefined {
	switch (effect.kind) {
		case 'resetAfter':
			return reset;
		case 'cut':
			return cut(answer);
		case 'resetReading':
			return resetReading(answer);
		case 'trickle':
			return trickle(answer, effect.everyMs);
		case 'status':
			return statusAnswer(effect);
		case 'redirect':
			return redirectAnswer(effect);
		default:
			return undefined;
	}
}

export function statusAnswer(effect: Effect<'status'>): Delivery {
	const { status, body = 'json', headers = {} } = effect;
	if (body === 'empty') return raw(status, headers, '');
	const type = body === 'html' ? HTML_TYPE : JSON_TYPE;
	const text = effect.text ?? (body === 'html' ? page(status) : jsonText(effect));
	return raw(status, { ...type, ...headers }, text);
}

const phraseOf = (status: number): string => STATUS_CODES[status] ?? 'Unknown';

/** A page as gateways answer it. */
function page(status: number): string {
	const title = `${status} ${phraseOf(status)}`;
	return `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center><hr><center>gateway</center></body></html>\n`;
}

function jsonText({ status, json, code, message }: Effect<'status'>): string {
	if (json !== undefined) return JSON.stringify(json);
	const phrase = phraseOf(status);
	return errorText(code ?? phrase.toLowerCase().replaceAll(/\W+/g, '_'), message ?? `${phrase}.`);
}

function errorText(code: string, message: string, deferUntil?: string): string {
	return JSON.stringify({ error: { message, code, deferUntil } });
}

function redirectAnswer({ status, location = '{{path}}' }: Effect<'redirect'>): Delivery {
	return statusAnswer({ kind: 'status', status, body: 'html', headers: { Location: location } });
}

const FORMS = {
	seconds: 'exact',
	date: 'date',
	deferUntil: 'deferUntil',
	nothing: 'none',
} as const;

function rateLimitAnswer(effect: Effect<'rateLimit'>, { clock }: World): Delivery {
	const { form = 'seconds', seconds = 1 } = effect;
	const { code = form === 'deferUntil' ? 'throttled' : 'rate_limit_exceeded' } = effect;
	const { headers, deferUntil } = stateWait(FORMS[form], seconds * 1000, clock);
	const text = errorText(code, 'Too many requests.', deferUntil);
	return raw(429, { ...JSON_TYPE, ...headers }, text);
}

function jobAnswer(effect: Effect<'jobStatus'>, { world, params }: Call): Delivery {
	const { status, errorMessage, errorCode } = effect;
	const job = requireJob(world, params.outputJobId ?? '');
	if (!isEnd(status)) {
		return raw(200, JSON_TYPE, JSON.stringify({ outputJobId: job.outputJobId, status }));
	}
	endEarly(job, { status, errorMessage, errorCode });
	return sendAnswer({ status: 200, body: showJob(job, world.clock.steady()) });
}
