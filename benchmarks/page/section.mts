import type { TopLevelSpec } from 'vega-lite';

/** What is aimed at, and what came of it. */
export interface Target {
	readonly aim: string;
	readonly measured: string;
	readonly met: boolean;
	/** A rule of the design: where it is broken, the benchmark fails. All else depends on the machine as well. */
	readonly rule?: boolean;
	/** Why it is missed, where it is. */
	readonly why?: string;
}

export interface Chart {
	/** Its file in docs/images/benchmarks, without its ending. */
	readonly name: string;
	/** What it shows, for those who do not see it. */
	readonly alt: string;
	readonly spec: TopLevelSpec;
}

/** What the page says of one measure. */
export interface Section {
	readonly title: string;
	/** The argument of `npm run bench --` that makes it again. */
	readonly command: string;
	/** How it is measured. */
	readonly text: string;
	readonly chart: Chart;
	readonly tables: readonly string[];
	readonly targets: readonly Target[];
}
