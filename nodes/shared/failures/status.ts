import type { FailureKind } from './failure';

/**
 * What is known after an answer with one of these statuses, where it is not what the others of its hundred mean:
 * - 301, 307, 308 send the request as it is to another address, so it was not done at this one
 * - 408 and 499 say that a gateway or the service gave it up, maybe after it was passed on
 * - 429 asks to come back later
 */
const BY_STATUS: Readonly<Record<number, FailureKind>> = {
	301: 'refused',
	307: 'refused',
	308: 'refused',
	408: 'broken',
	429: 'limited',
	499: 'broken',
};

/**
 * What is known after an answer that is no usable success. Only a 4xx says that nothing was done: a success that
 * cannot be read, a redirect that follows an acceptance (302, 303) and a 5xx leave open what became of the request.
 */
export function kindOf(status: number): FailureKind {
	return BY_STATUS[status] ?? (status >= 400 && status < 500 ? 'refused' : 'broken');
}
