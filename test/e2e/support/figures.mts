import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

import { N8N_VERSION } from '../../../tools/n8n/install/versions.mts';
import { PROJECT_FOLDER } from '../../../tools/n8n/project.mts';

const PRETTIER = createRequire(import.meta.url).resolve('prettier/bin/prettier.cjs');

/** What a run of tests has measured. */
export interface Figures {
	/** The page's path in docs/. */
	readonly page: string;
	readonly title: string;
	readonly notes: string;
	/** The heading of each column, then a line for each row. */
	readonly table: readonly (readonly unknown[])[];
	/** The command that writes the page. */
	readonly command: string;
}

/** Writes a page of docs/. */
export async function writeFigures(figures: Figures): Promise<void> {
	const { title, notes, command } = figures;
	const [head = [], ...rows] = figures.table;
	const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
	const text = [
		`# ${title}`,
		`n8n ${N8N_VERSION}. ${notes}`,
		lines.join('\n'),
		`This page is written by \`${command}\`; do not edit it.`,
	];
	const page = path.join(PROJECT_FOLDER, 'docs', figures.page);
	await mkdir(path.dirname(page), { recursive: true });
	await writeFile(page, `${text.join('\n\n')}\n`);
	// Prettier loads itself in a way that Jest does not support.
	await promisify(execFile)(process.execPath, [PRETTIER, '--write', page]);
}
