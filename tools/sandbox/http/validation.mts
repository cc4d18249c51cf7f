import express, { type RequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import { contextOf } from './context.mts';
import { countingStorage } from './countingStorage.mts';

/** By OpenAPI document, so that the sandboxes of a process compile its schemas once. They would differ in no option. */
const compiled = new Map<string, RequestHandler[]>();

/** What checks request and answer against the OpenAPI document at `apiSpec` (a path). */
function validator(apiSpec: string): RequestHandler[] {
	const known = compiled.get(apiSpec);
	if (known) return known;
	const made = middleware({
		apiSpec,
		validateApiSpec: false, // a test does that; here it would slow every start down
		validateRequests: true,
		validateResponses: true,
		validateSecurity: false, // the key comes first, before any body is read
		fileUploader: { storage: countingStorage, defParamCharset: 'utf8' },
	});
	compiled.set(apiSpec, made);
	return made;
}

/**
 * Checks the key, reads the body and checks request and answer against the OpenAPI document at `apiSpec` (a path).
 * What does not satisfy it goes to the error handler.
 */
export function validation(apiSpec: string): RequestHandler[] {
	return [
		(req, _res, next) => next(contextOf(req).record.authorized ? undefined : { status: 401 }),
		express.json({ limit: '1mb' }),
		(req, _res, next) => {
			// A copy, since the validator fills the documented defaults in.
			if (req.body !== undefined) contextOf(req).record.body = structuredClone(req.body);
			next();
		},
		...validator(apiSpec),
	];
}
