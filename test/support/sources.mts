import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

/** A file of TypeScript, and what stands in it. */
export interface Source {
	file: string;
	text: string;
}

/** The TypeScript files of some folders, whatever their depth. */
export function sourcesIn(...folders: string[]): Source[] {
	return folders
		.flatMap((folder) =>
			readdirSync(folder, { recursive: true, encoding: 'utf8' })
				.filter((file) => file.endsWith('.ts'))
				.map((file) => path.join(folder, file)),
		)
		.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}

/** A source text as TypeScript reads it. */
export const parsed = (text: string) =>
	ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);

/** A node of a source text and all that it holds, in their order. */
export function* nodesIn(node: ts.Node): Generator<ts.Node> {
	yield node;
	for (const child of node.getChildren()) yield* nodesIn(child);
}
