import type { SceneLimit } from './service/scene.mts';

/** So many items at once, measured so many times. */
export interface Rounds {
	readonly count: number;
	readonly rounds: number;
}

/** So many videos at once against a service that takes only so many requests in a time. */
export interface Crowd {
	readonly count: number;
	readonly limit: SceneLimit;
	/** Among how many executions they are shared out, in one process with n8n's engine; else one execution in the real n8n. */
	readonly executions?: number;
	/** The contenders, by their ids, where it is not all of them: some would take the better part of an hour. */
	readonly only?: readonly string[];
}

/** How large the measures are. */
export interface Plan {
	/** Whether contenders are left out where others show that the measure works, and runs go on beside each other. */
	readonly smoke: boolean;
	/** Videos whose jobs all take `jobMs`, posted at once. */
	readonly waiting: { readonly counts: readonly Rounds[]; readonly jobMs: number };
	/** Videos whose jobs take from `fromMs` to `toMs`, in equal steps. */
	readonly spread: { readonly count: number; readonly fromMs: number; readonly toMs: number };
	/** Posts without waiting; in each round so many times one after another. */
	readonly items: { readonly counts: readonly (Rounds & { readonly repeats: number })[] };
	/** Files in MB: for every contender, and for this node alone. */
	readonly memory: {
		readonly all: readonly number[];
		readonly own: readonly number[];
		readonly rounds: number;
	};
	/** Posts without waiting for jobs. */
	readonly limits: readonly Crowd[];
	/** Videos that are waited for, each with a job that takes `jobMs`. */
	readonly waitingLimits: { readonly crowds: readonly Crowd[]; readonly jobMs: number };
	/** Rows of the content calendar. */
	readonly calendar: { readonly count: number };
	/** How often each package is loaded. */
	readonly loads: number;
}

export const FULL: Plan = {
	smoke: false,
	waiting: {
		counts: [
			{ count: 1, rounds: 3 },
			{ count: 10, rounds: 2 },
			{ count: 100, rounds: 1 },
		],
		jobMs: 2500,
	},
	spread: { count: 20, fromMs: 500, toMs: 10_000 },
	items: {
		counts: [
			{ count: 1000, rounds: 2, repeats: 3 },
			{ count: 10_000, rounds: 2, repeats: 1 },
		],
	},
	memory: { all: [10, 100, 300], own: [1000], rounds: 3 },
	// 60 a minute, in the two ways in which services count.
	limits: [
		{ count: 120, limit: { requests: 60, windowMs: 60_000, of: 'posts' } },
		{ count: 60, limit: { requests: 1, windowMs: 1000, of: 'posts' } },
	],
	waitingLimits: {
		crowds: [
			{ count: 60, limit: { requests: 60, windowMs: 4000, of: 'all' } },
			{
				count: 1000,
				limit: { requests: 600, windowMs: 60_000, of: 'all' },
				executions: 1,
				only: ['wonda', 'http-paced'],
			},
			// As many a minute; a whole minute's worth would be more than they need.
			{ count: 200, limit: { requests: 60, windowMs: 6000, of: 'all' }, executions: 200 },
		],
		// Shorter than the time until anybody's first look, so that one look is enough.
		jobMs: 800,
	},
	calendar: { count: 1000 },
	loads: 5,
};

/** The same measures, as small as they can be: whether they work, not what they say. */
export const SMOKE: Plan = {
	smoke: true,
	waiting: { counts: [{ count: 2, rounds: 1 }], jobMs: 300 },
	spread: { count: 3, fromMs: 200, toMs: 1200 },
	items: { counts: [{ count: 20, rounds: 1, repeats: 1 }] },
	memory: { all: [4], own: [], rounds: 1 },
	limits: [
		{ count: 6, limit: { requests: 3, windowMs: 2000, of: 'posts' } },
		{ count: 12, limit: { requests: 1, windowMs: 1000, of: 'posts' } },
	],
	waitingLimits: {
		crowds: [
			{ count: 6, limit: { requests: 6, windowMs: 2000, of: 'all' } },
			{ count: 6, limit: { requests: 6, windowMs: 2000, of: 'all' }, executions: 3 },
		],
		jobMs: 300,
	},
	calendar: { count: 12 },
	loads: 1,
};
