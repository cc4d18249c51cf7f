import fc from 'fast-check';

import type { RateLimit, SandboxSettings } from '../../../tools/sandbox/settings.mts';

const limit: fc.Arbitrary<RateLimit | null> = fc.option(
	fc.record({
		requests: fc.integer({ min: 1, max: 20 }),
		windowMs: fc.constantFrom(200, 1000, 4000, 20_000),
	}),
	{ freq: 3 },
);

const none = fc.constant(null);

/** Of most services one limit or none. */
const limits = fc.oneof(
	{ weight: 4, arbitrary: fc.record({}) },
	{ weight: 1, arbitrary: fc.record({ limitAll: limit }) },
	{ weight: 1, arbitrary: fc.record({ limitPosts: limit, limitUploads: fc.oneof(none, limit) }) },
	{ weight: 1, arbitrary: fc.record({ limitPolls: limit }) },
);

/** What is true for all requests: limits, and how they are announced; how long things take; whether errors repeat the key. */
export const service: fc.Arbitrary<Partial<SandboxSettings>> = fc
	.tuple(
		limits,
		fc.record({
			limitWindow: fc.constantFrom('fixed' as const, 'sliding' as const),
			retryAfter: fc.constantFrom(
				'exact' as const,
				'short' as const,
				'date' as const,
				'deferUntil' as const,
				'none' as const,
				2,
				3600,
			),
			latencyMs: fc.constantFrom(0, 0, 0, 2, 10),
			latencySpreadMs: fc.constantFrom(0, 0, 0, 5),
			queuedMs: fc.constantFrom(0, 500),
			runMs: fc.constantFrom(20, 20, 1500, 5000, 30_000),
			echoAuthorization: fc.boolean(),
			schedulingEnabled: fc.constantFrom(...Array<true>(9).fill(true), false),
		}),
	)
	.map(([one, other]) => ({ ...one, ...other }));
