/** So many items at once, measured so many times. */
export interface Rounds {
	readonly count: number;
	readonly rounds: number;
}

export interface Limit {
	readonly count: number;
	readonly posts: number;
	readonly windowMs: number;
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
	/** So many posts at once against a service that takes so many in any such window. */
	readonly limits: readonly Limit[];
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
		{ count: 120, posts: 60, windowMs: 60_000 },
		{ count: 60, posts: 1, windowMs: 1000 },
	],
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
		{ count: 6, posts: 3, windowMs: 2000 },
		{ count: 12, posts: 1, windowMs: 1000 },
	],
	loads: 1,
};
