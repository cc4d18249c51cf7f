import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

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

function* nodesOf(folders: string[]): Generator<ts.Node> {
	const visit = function* (node: ts.Node): Generator<ts.Node> {
		if (ts.isImportDeclaration(node)) return;
		yield node;
		for (const child of node.getChildren()) yield* visit(child);
	};
	for (const folder of folders) {
		for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
			if (!name.endsWith('.ts')) continue;
			const source = readFileSync(path.join(folder, name), 'utf8');
			yield* visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true));
		}
	}
}

/** All literals and templates in the TypeScript files of some folders. */
export function textsIn(...folders: string[]): Parts[] {
	return [...nodesOf(folders)].map(partsOf).filter((parts) => parts !== undefined);
}

/** What stands under `message:` in objects there: the first lines of failures. */
export function messagesIn(...folders: string[]): Parts[] {
	return [...nodesOf(folders)]
		.filter(ts.isPropertyAssignment)
		.filter(({ name }) => name.getText() === 'message')
		.flatMap(({ initializer }) => choicesOf(initializer));
}
