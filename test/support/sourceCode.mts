import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

/** The texts of the TypeScript files of a folder, whatever their depth. */
const sourcesIn = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => readFileSync(path.join(folder, file), 'utf8'));

/** A source text as TypeScript reads it. */
const parsed = (text: string) =>
	ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);

/** A node of a source text and all that it holds, in their order. */
function* nodesIn(node: ts.Node): Generator<ts.Node> {
	yield node;
	for (const child of node.getChildren()) yield* nodesIn(child);
}

/** The fixed parts of a text, in their order; one of them where it has no holes. */
export type Parts = string[];

/** A literal or a template; undefined for anything else. */
function partsOf(node: ts.Node): Parts | undefined {
	if (ts.isStringLiteralLike(node)) return [node.text];
	if (!ts.isTemplateExpression(node)) return undefined;
	return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
}

/** The texts that an expression may be, where it is made of literals, templates and choices between them. */
function choicesOf(node: ts.Expression): Parts[] {
	if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(choicesOf);
	if (ts.isBinaryExpression(node)) return [node.left, node.right].flatMap(choicesOf);
	const parts = partsOf(node);
	return parts ? [parts] : [];
}

/** What stands under `message:` in objects of a folder's code: the first lines of failures. */
export function messagesIn(folder: string): Parts[] {
	return sourcesIn(folder)
		.flatMap((text) => [...nodesIn(parsed(text))])
		.filter(ts.isPropertyAssignment)
		.filter(({ name }) => name.getText() === 'message')
		.flatMap(({ initializer }) => choicesOf(initializer));
}
