// Puts small mistakes into the package, one at a time, and sees whether the tests notice: `npm run test:mutation -- wait`.
import { readdir } from 'node:fs/promises';
import path from 'node:path';

import type { PartialStrykerOptions } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';

import { report } from './page.mts';
import rooms from './rooms.json' with { type: 'json' };

const WORKERS = Number(process.env.MUTATION_WORKERS ?? 2);

/** The files whose path holds one of the given words, or all. */
async function chosen(words: string[]): Promise<string[]> {
	const folders = await Promise.all(
		['nodes', 'credentials'].map(async (folder) =>
			(await readdir(folder, { recursive: true })).map((file) => path.join(folder, file)),
		),
	);
	return folders
		.flat()
		.filter((file) => file.endsWith('.ts'))
		.filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
		.sort();
}

const files = await chosen(process.argv.slice(2));
if (files.length === 0) throw new Error('No file of nodes/ or credentials/ has such a path');

const inRoom = (room: string) => files.filter((file) => file.startsWith(`${room}/`));
const homeless = files.filter(
	(file) => !Object.keys(rooms).some((room) => inRoom(room).includes(file)),
);
if (homeless.length > 0) throw new Error(`Name the tests of ${homeless.join()} in rooms.json`);

// A room after the other, so that what is known of one is written down before the next.
for (const [room, tests] of Object.entries(rooms)) {
	const mutate = inRoom(room);
	if (mutate.length === 0) continue;
	const mutants = await new Stryker({
		mutate,
		plugins: [path.resolve('tools/mutation/runner.mjs')],
		testRunner: 'in-process',
		// Of the runner: the tests that have to notice a mistake in this room, files or folders of test/.
		tests,
		warnings: false,
		coverageAnalysis: 'perTest',
		concurrency: WORKERS,
		// What a mutant leaves behind (a wait that never ends) must not be noticed by the tests of others for long.
		maxTestRunnerReuse: 60,
		reporters: ['progress-append-only'],
		timeoutMS: 40_000,
		dryRunTimeoutMinutes: 30,
		tempDirName: 'coverage/mutation',
		disableTypeChecks: false,
		allowConsoleColors: false,
	} as PartialStrykerOptions).runMutationTest();
	if (!(await report(mutants))) process.exitCode = 1;
}
