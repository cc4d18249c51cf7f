import express, { type RequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import { openApiPath } from '../openapi.mts';
import { contextOf } from './context.mts';
import { countingStorage } from './countingStorage.mts';

/** Shared, because compiling the schemas of the document takes long. */
let validator: RequestHandler[] | undefined;

/** Validates requests and answers against openapi.yaml. */
function createValidator(): RequestHandler[] {
	return middleware({
		apiSpec: openApiPath(),
		validateApiSpec: false, // a test does that; here it would slow down every start
		validateRequests: true,
		validateResponses: true,
		validateSecurity: false, // the key is checked first, before any body is read
		fileUploader: { storage: countingStorage, defParamCharset: 'utf8' },
	});
}

/** Checks the key, reads the body, and validates request and answer. Problems go to the error handler. */
export function validation(): RequestHandler[] {
	validator ??= createValidator();
	return [
		(_req, res, next) => next(contextOf(res).record.authorized ? undefined : { status: 401 }),
		express.json({ limit: '1mb' }),
		(req, res, next) => {
			// A copy, because the validator fills in the documented defaults.
			if (req.body !== undefined) contextOf(res).record.body = structuredClone(req.body);
			next();
		},
		...validator,
	];
}
