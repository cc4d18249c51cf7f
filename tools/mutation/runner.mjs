import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import {
	DryRunStatus,
	MutantRunStatus,
	TestStatus,
	determineHitLimitReached,
} from '@stryker-mutator/api/test-runner';
import { SearchSource } from '@jest/core';
import { readConfigs } from 'jest-config';
import JestRunner from 'jest-runner';
import { default as jestRuntime } from 'jest-runtime';
import { TestWatcher } from 'jest-watcher';

import { stryker, wholeFile } from './environment.mjs';

const Runtime = jestRuntime.default ?? jestRuntime;
const Runner = JestRunner.default ?? JestRunner;

/** A mutant that no test has noticed for so long is not noticed, in milliseconds. */
const LONG_ENOUGH_MS = 25_000;

/** How long each file of tests takes, in milliseconds: the first run tells those that run beside it. */
const TIMES = 'test-times.json';

const STATUS = { passed: TestStatus.Success, failed: TestStatus.Failed };

/** Whether a file of tests is one, or in a folder, that a room names. */
const isNamed = (file, name) => {
	const test = path.resolve('test', name);
	return file.startsWith(`${test}/`) || file.startsWith(`${test}.`);
};

const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Runs tests for StrykerJS in its own process, in which n8n's engine is loaded once. Its runner for Jest starts Jest anew for
 * each mutant and loads every file of tests; this one takes the files that meet the mutant, first those that have noticed the
 * most in its file, then those that the room names first, the shortest before the longer, and ends with the first that fails.
 */
class InProcess {
	static inject = ['options'];

	/** @param options of StrykerJS, and `tests`: files without their ending, or folders, of test/ */
	constructor({ tests }) {
		this.tests = tests;
		/** How many mutants of a file of code a file of tests has noticed. */
		this.noticed = new Map();
	}

	capabilities() {
		return { reloadEnvironment: true };
	}

	async init() {
		const config = path.resolve('tools/mutation/jest.config.mjs');
		const read = await readConfigs({ $0: '', _: [], config, runInBand: true }, [config]);
		this.globalConfig = { ...read.globalConfig, collectCoverage: false };
		[this.config] = read.configs;
		this.context = await Runtime.createContext(this.config, {
			console: globalThis.console,
			maxWorkers: 1,
			watch: false,
			watchman: false,
		});
	}

	/** The files of tests that have to notice any of the mutants. */
	async files() {
		const source = new SearchSource(this.context);
		const { tests } = await source.getTestPaths(this.globalConfig, this.config);
		const all = tests.map((test) => test.path);
		const named = this.tests.map((name) => {
			const files = all.filter((file) => isNamed(file, name));
			if (files.length === 0) throw new Error(`rooms.json names ${name}, which is no test`);
			return files;
		});
		return [...new Set(named.flat())];
	}

	/** The place of what names a file of tests in the list of its room. */
	rankOf(file) {
		return this.tests.findIndex((name) => isNamed(file, name));
	}

	/** Runs tests of one file, whose names are given or all; gives what came of each, and of the file. */
	async run(file, names) {
		const testNamePattern = names && `^(?:${names.map(escaped).join('|')})$`;
		const runner = new Runner({ ...this.globalConfig, testNamePattern }, {});
		let outcome;
		runner.on('test-file-success', ([, result]) => {
			outcome = { tests: result.testResults, error: result.testExecError };
		});
		runner.on('test-file-failure', ([, error]) => {
			outcome = { tests: [], error };
		});
		const watcher = new TestWatcher({ isWatchMode: false });
		await runner.runTests([{ context: this.context, path: file }], watcher, { serial: true });
		return outcome;
	}

	async dryRun() {
		stryker.activeMutant = undefined;
		stryker.mutantCoverage = { static: {}, perTest: {} };
		const tests = [];
		const times = {};
		for (const file of await this.files()) {
			const started = performance.now();
			const { tests: results, error } = await this.run(file);
			if (error) return { status: DryRunStatus.Error, errorMessage: `${file}: ${error.message}` };
			times[file] = performance.now() - started;
			const about = { name: file, fileName: file, status: TestStatus.Success };
			tests.push({ ...about, id: wholeFile(file), timeSpentMs: 0 });
			for (const { fullName, duration, status, failureMessages } of results) {
				if (!(status in STATUS)) continue;
				tests.push({
					...about,
					id: wholeFile(file) + fullName,
					name: fullName,
					timeSpentMs: duration ?? 0,
					status: STATUS[status],
					failureMessage: failureMessages.join('\n'),
				});
			}
		}
		await writeFile(TIMES, JSON.stringify(times));
		return { status: DryRunStatus.Complete, tests, mutantCoverage: stryker.mutantCoverage };
	}

	async mutantRun({ activeMutant, testFilter = [], hitLimit }) {
		Object.assign(stryker, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
		const files = new Map();
		for (const id of testFilter) {
			const at = id.indexOf('::');
			const file = path.resolve(id.slice(0, at));
			files.set(file, [...(files.get(file) ?? []), id.slice(at + 2)]);
		}
		try {
			return await this.firstToNotice(activeMutant.fileName, files, hitLimit);
		} finally {
			stryker.activeMutant = undefined;
		}
	}

	async firstToNotice(code, files, hitLimit) {
		this.times ??= JSON.parse(await readFile(TIMES, 'utf8'));
		const noticed = this.noticed.get(code) ?? {};
		this.noticed.set(code, noticed);
		const inOrder = [...files].sort(
			([a], [b]) =>
				(noticed[b] ?? 0) - (noticed[a] ?? 0) ||
				this.rankOf(a) - this.rankOf(b) ||
				this.times[a] - this.times[b],
		);
		const started = performance.now();
		let nrOfTests = 0;
		for (const [file, names] of inOrder) {
			if (performance.now() - started > LONG_ENOUGH_MS) break;
			const { tests, error } = await this.run(file, names.includes('') ? undefined : names);
			const hung = determineHitLimitReached(stryker.hitCount, hitLimit);
			if (hung) return hung;
			nrOfTests += tests.length;
			const failed = tests.find(({ status }) => status === 'failed');
			if (!error && !failed) continue;
			await this.expectToPass(file, failed && [failed.fullName]);
			noticed[file] = (noticed[file] ?? 0) + 1;
			return {
				status: MutantRunStatus.Killed,
				killedBy: [wholeFile(file) + (failed?.fullName ?? '')],
				failureMessage: failed?.failureMessages.join('\n') ?? String(error?.message),
				nrOfTests,
			};
		}
		return { status: MutantRunStatus.Survived, nrOfTests };
	}

	/** What fails without the mutant as well has noticed nothing: StrykerJS then tries once more, in another process. */
	async expectToPass(file, names) {
		stryker.activeMutant = undefined;
		const { tests, error } = await this.run(file, names);
		if (error || tests.some(({ status }) => status === 'failed')) {
			throw new Error(`${file} does not pass without a mutant: ${names}`);
		}
	}
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcess)];
