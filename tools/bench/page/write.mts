import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { format, resolveConfig } from 'prettier';

import type { Bench } from '../bench.mts';
import { draw } from './chart.mts';
import { machineTable, pageOf } from './page.mts';
import { renewed } from './renewed.mts';
import type { Section } from './section.mts';

const FILE = 'benchmarks.md';

/**
 * Writes the page and its charts.
 *
 * @param took how long the measures took, in words
 * @param folder gets `benchmarks.md` and `images/benchmarks/*.svg`
 * @returns the page's text
 * @throws where a figure is no number
 */
export async function writePage(
	bench: Bench,
	sections: readonly Section[],
	took: string,
	folder: string,
): Promise<string> {
	const page = pageOf(sections, {
		machine: await machineTable(bench),
		tried: await readFile(new URL('../tried.md', import.meta.url), 'utf8'),
		took,
	});
	await put(page, sections, folder);
	return page;
}

/** Writes what some measures have shown into the page that is there, and their charts. */
export async function renewPage(sections: readonly Section[], folder: string): Promise<void> {
	const page = await readFile(path.join(folder, FILE), 'utf8');
	await put(renewed(page, sections), sections, folder);
}

async function put(page: string, sections: readonly Section[], folder: string): Promise<void> {
	refuseNoNumbers(FILE, page);
	const style = await resolveConfig(fileURLToPath(import.meta.url));
	await mkdir(path.join(folder, 'images', 'benchmarks'), { recursive: true });
	await writeFile(path.join(folder, FILE), await format(page, { ...style, parser: 'markdown' }));
	for (const { chart } of sections) {
		const svg = await draw(chart.spec);
		refuseNoNumbers(chart.name, svg);
		await writeFile(path.join(folder, 'images', 'benchmarks', `${chart.name}.svg`), svg);
	}
}

function refuseNoNumbers(what: string, text: string): void {
	// But for what n8n or a service said.
	const found = /\b(NaN|Infinity|undefined)\b/.exec(text.replaceAll(/`[^`]*`/g, ''));
	if (found) throw new Error(`${what} holds ${found[0]} in place of a figure.`);
}
