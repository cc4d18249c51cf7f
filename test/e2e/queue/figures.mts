import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';

import { PROJECT_FOLDER } from '../../../tools/n8n/project.mts';
import { N8N_VERSION } from '../../../tools/n8n/install/versions.mts';

const FILE = path.join(PROJECT_FOLDER, 'docs', 'queue-mode', 'figures.md');

/** Whether this run is to write its figures down. */
export const WRITES_FIGURES = Boolean(process.env.E2E_FIGURES);

/** What a run of the tests has measured. */
export class Figures {
	private readonly rows: string[] = [];

	/** Notes a count. */
	count(what: string, value: number): void {
		this.rows.push(`| ${what} | ${String(value)} |`);
	}

	/** Notes a duration. In: milliseconds. */
	duration(what: string, ms: number): void {
		this.rows.push(`| ${what} | ${(ms / 1000).toFixed(1)} s |`);
	}

	/** Writes the figures to docs/queue-mode/figures.md, where this run is to. */
	async write(): Promise<void> {
		if (!WRITES_FIGURES) return;
		const machine = `n8n ${N8N_VERSION} with its own settings for locks, ${String(cpus().length)} cores`;
		const lines = ['# Queue mode, measured', '', `${machine}.`, '', '| | |', '| --- | ---: |'];
		await mkdir(path.dirname(FILE), { recursive: true });
		await writeFile(FILE, [...lines, ...this.rows, ''].join('\n'));
	}
}
