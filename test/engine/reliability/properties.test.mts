import { writeFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';

import fc from 'fast-check';

import { readLog } from '../../support/log.mts';
import { useSandbox } from '../../support/sandbox.mts';
import type { Broken, Promised } from './broken.mts';
import { anyCase, type Case } from './cases.mts';
import { KEYS } from './execute.mts';
import { brokenPromises } from './invariants.mts';
import { rejectionsDuring } from './rejections.mts';

/** How many random cases to try; `npm run test:soak` raises it. */
const CASES = Number(process.env.RELIABILITY_CASES ?? 60);

/** Makes the same cases again, and the one that fails smaller, which takes minutes; a failure prints it. */
const SEED = process.env.RELIABILITY_SEED;

/** File in which to write the figures down; `%s` stands for the engine's name and version. */
const REPORT = process.env.RELIABILITY_REPORT;

const api = useSandbox({ apiKeys: [KEYS.first, KEYS.second] });

/** What the node has written into n8n's log in one case. */
let log: string[] = [];

beforeAll(() => {
	log = readLog();
});

const figures = {
	'random cases': 0,
	'runs in them': 0,
	'items in them': 0,
	requests: 0,
	'requests refused by a limit': 0,
	'faults that struck': 0,
	'posts accepted': 0,
	'posts lost': 0,
	'posts doubled': 0,
	'posts altered': 0,
	'timeouts without a poll': 0,
	'promises broken in any other way': 0,
};

/** Which figure counts a promise when it is broken. */
const countedAs: Partial<Record<Promised, keyof typeof figures>> = {
	reported: 'posts lost',
	'a good item is posted': 'posts lost',
	'posted once': 'posts doubled',
	'as it was set': 'posts altered',
	'every timeout confirmed by a poll': 'timeouts without a poll',
};

/** A case that cannot be judged has failed as well. */
async function judge(whole: Case): Promise<Broken[]> {
	try {
		return await brokenPromises(whole, api.sandbox, log);
	} catch (error) {
		return [{ promise: 'can be judged', what: String((error as Error).stack) }];
	}
}

let hasFailed = false;
let lines = 0;

function count({ runs }: Case, broken: Broken[]): void {
	// What is tried to make a failure smaller is no part of the figures.
	if (hasFailed) return;
	hasFailed = broken.length > 0;
	const { requests, faults, posts, tally } = api.sandbox;
	lines += log.length;
	figures['random cases']++;
	figures['runs in them'] += runs.length;
	figures['items in them'] += runs.flatMap(({ items }) => items).length;
	figures.requests += requests.length;
	figures['requests refused by a limit'] += Object.values(tally)
		.map(({ refused }) => refused)
		.reduce((sum, refused) => sum + refused);
	figures['faults that struck'] += faults.fired.length;
	figures['posts accepted'] += posts.length;
	for (const { promise } of broken) {
		figures[countedAs[promise] ?? 'promises broken in any other way']++;
	}
}

test('A rejection is noticed although it is handled later', async () => {
	const broken = await rejectionsDuring(async () => {
		const rejection = Promise.reject(new Error('too late'));
		await turn();
		await rejection.catch(() => undefined);
		// Jest, too, has to hear that it is handled.
		await turn();
	});
	expect(broken).toMatchObject([{ promise: 'no rejection that nobody handles' }]);
});

test(
	`${CASES} random cases: nothing lost, nothing posted twice, nothing altered`,
	async () => {
		await fc.assert(
			fc.asyncProperty(anyCase, async (whole) => {
				const broken = await judge(whole);
				count(whole, broken);
				api.sandbox.reset();
				expect(broken).toEqual([]);
			}),
			SEED === undefined
				? { numRuns: CASES, endOnFailure: true }
				: { numRuns: CASES, seed: Number(SEED) },
		);
		expect(lines).toBeGreaterThan(0);
		expect(figures['random cases']).toBe(CASES);
	},
	60_000 + CASES * 3000,
);

afterAll(() => {
	if (REPORT === undefined) return;
	const { version } = engineRequire('../package.json') as { version: string };
	const engine = `n8n-core ${version}`;
	const rows = Object.entries(figures).map(([name, count]) => `| ${name} | ${count} |`);
	const text = [`# Random runs on ${engine}`, '', '| | |', '| --- | ---: |', ...rows, ''].join(
		'\n',
	);
	writeFileSync(REPORT.replace('%s', engine.replace(' ', '-')), text);
});
