import fc from 'fast-check';

import type { FaultEffect } from '../../../tools/sandbox/faults/fault.mts';
import { SANDBOX_API_KEY } from '../../../tools/sandbox/seed.mts';

const BARE = SANDBOX_API_KEY.replace(/^sk_/, '');

/** The API key in the ways in which an answer can repeat it. */
const KEYS = [
	SANDBOX_API_KEY,
	BARE,
	BARE.toUpperCase(),
	SANDBOX_API_KEY.toUpperCase(),
	`Bearer ${SANDBOX_API_KEY}, no access`,
	`${'x'.repeat(950)}${SANDBOX_API_KEY}`,
	`${'x'.repeat(90)} ${SANDBOX_API_KEY}`,
	'{{authorization}}',
];

/** Texts that code takes for something else, or that forge a line. */
const TRAPS = [
	'constructor',
	'__proto__',
	'toString',
	'',
	'a\nb',
	'a\r\n[info] b\u2028c\u202e',
	'\ud83d',
	'..',
	'../../media',
	'a b',
	'x',
	'={{ 1 + 1 }}',
	'<script>',
	'no<br>\n• item 1: job of somebody (succeeded)<a href="https://evil.example">',
];

const HUGE = 'x'.repeat(200_000);

const text = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom(...TRAPS) },
	{ weight: 4, arbitrary: fc.constantFrom(...KEYS) },
	{ weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
	{ weight: 1, arbitrary: fc.constant(HUGE) },
);

const anyJson = fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' });

/** A value in a place where the API has a text. */
const part = fc.oneof(
	{ weight: 4, arbitrary: text },
	{ weight: 1, arbitrary: anyJson },
	{
		weight: 2,
		arbitrary: fc.constantFrom<unknown>(
			{ toString: 1 },
			{ message: SANDBOX_API_KEY },
			[SANDBOX_API_KEY],
			[],
			{},
			7,
			null,
			true,
		),
	},
);

const optional = { requiredKeys: [] };

const errorBody = fc.oneof(
	fc.record({ error: fc.record({ message: part, code: part, deferUntil: part }, optional) }),
	fc.record({ error: part, deferUntil: part }, optional),
);

/** What stands in the place of a job. A job that the service calls failed without need is no fault of a client's. */
const jobBody = fc.record(
	{
		// The job's own ID, another one, or none that can be requested.
		outputJobId: fc.oneof(part, fc.constantFrom('{{outputJobId}}', 'x', '019e1b76-74d7-8c7e')),
		status: fc.oneof(part, fc.constantFrom('queued', 'scheduled', 'succeeded', 'pondering')),
		errorMessage: part,
		publishId: part,
	},
	optional,
);

/** What stands in the place of an upload; none of it names a media that could be posted. */
const uploadBody = fc.record(
	{
		mediaId: fc.constantFrom<unknown>(7, null, {}, '', 'a b', '..'),
		uploads: fc.constantFrom<unknown>(null, 7, [], {}, { file: null }, { file: { mediaId: 5 } }),
		errors: fc.oneof(part, fc.record({ file: part })),
	},
	optional,
);

const bodyOf = (special: fc.Arbitrary<unknown>) =>
	fc.oneof(errorBody, special, special, anyJson).map((value) => JSON.stringify(value));

const RETRY_AFTER = ['0', '-1', '1e9', 'abc', '99999999999999999999', '1.5', '2', '3600'];

const headers = fc.oneof(
	{ weight: 3, arbitrary: fc.constant(undefined) },
	{
		weight: 1,
		arbitrary: fc.constantFrom(...RETRY_AFTER).map((value) => ({ 'Retry-After': value })),
	},
);

const answer = (
	status: number[],
	when: 'before' | 'after',
	text: fc.Arbitrary<string>,
): fc.Arbitrary<FaultEffect> =>
	fc
		.record({ status: fc.constantFrom(...status), text, headers })
		.map(({ headers: sent, ...parts }) => ({
			kind: 'status' as const,
			when,
			...parts,
			...(sent && { headers: sent }),
		}));

/** Statuses of any kind; those behind which something was accepted are chosen with care: a 4xx says that it was not. */
const ANY = [200, 201, 202, 300, 302, 303, 305, 400, 401, 402, 403, 404, 408, 409, 410, 418, 422];
const FAILING = [429, 499, 500, 501, 502, 503, 504, 599];
const ACCEPTED = [200, 200, 200, 201, 202, 302, 303, 408, 499, 500, 502, 503, 504];

/** Any JSON in place of an answer to a post, a poll, an upload. */
export const HOSTILE = {
	post: fc.oneof(
		answer([...ANY, ...FAILING], 'before', bodyOf(jobBody)),
		answer(ACCEPTED, 'after', bodyOf(jobBody)),
	),
	poll: answer([200, 200, 200, ...ANY, ...FAILING], 'before', bodyOf(jobBody)),
	upload: answer([200, 200, ...ANY, ...FAILING], 'before', bodyOf(uploadBody)),
};
