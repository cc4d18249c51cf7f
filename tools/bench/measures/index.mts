import type { Bench } from '../bench.mts';
import { calendarSection, measureCalendar } from './calendar.mts';
import { detectionSection } from './detection.mts';
import { itemsSection, measureItems } from './items.mts';
import { limitSection, limitWaitingSection } from './limitSections.mts';
import { measureMemory, memorySection } from './memory.mts';
import { measurePackages, packageSection } from './package.mts';
import type { Section } from '../page/section.mts';
import { waitingResult, waitingRuns, waitingSection } from './waiting.mts';
import { type RealOutcomes, type RealRun, runAll } from '../real.mts';
import { limitResults, limitRuns, posting, waitingFor } from './limit.mts';

/** A measure: what it needs run in the real n8n, and what the page then says of it. */
interface Measure {
	readonly runs?: (bench: Bench) => RealRun[];
	readonly sections: (bench: Bench, outcomes: RealOutcomes) => Promise<Section[]> | Section[];
}

const ALL: Readonly<Record<string, Measure>> = {
	waiting: {
		runs: waitingRuns,
		sections(bench, outcomes) {
			const result = waitingResult(bench, outcomes);
			return [waitingSection(result), detectionSection(result)];
		},
	},
	items: { sections: async (bench) => [itemsSection(await measureItems(bench))] },
	memory: { sections: async (bench) => [memorySection(await measureMemory(bench))] },
	limit: {
		runs: (bench) => limitRuns(bench, posting(bench)),
		async sections(bench, outcomes) {
			return [limitSection(await limitResults(bench, outcomes, posting(bench)))];
		},
	},
	'limit-waiting': {
		runs: (bench) => limitRuns(bench, waitingFor(bench)),
		async sections(bench, outcomes) {
			return [limitWaitingSection(await limitResults(bench, outcomes, waitingFor(bench)))];
		},
	},
	calendar: { sections: async (bench) => [calendarSection(await measureCalendar(bench))] },
	package: { sections: async (bench) => [packageSection(await measurePackages(bench))] },
};

/** The names of all measures, in the order of the page. */
export const MEASURES: readonly string[] = Object.keys(ALL);

/** Takes measures, those in the real n8n first. Out: what the page says of them. */
export async function measure(bench: Bench, names: readonly string[]): Promise<Section[]> {
	const measures = MEASURES.filter((name) => names.includes(name)).flatMap(
		(name) => ALL[name] ?? [],
	);
	const runs = measures.flatMap((one) => one.runs?.(bench) ?? []);
	bench.log(`Measuring ${names.join(', ')}`);
	const outcomes: RealOutcomes = runs.length > 0 ? await runAll(bench, runs) : new Map();
	const sections: Section[] = [];
	for (const { sections: make } of measures) sections.push(...(await make(bench, outcomes)));
	return sections;
}
