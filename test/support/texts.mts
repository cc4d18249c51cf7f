import ts from 'typescript';

import { nodesIn, parsed, sourcesIn } from './sources.mts';

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

/** What the code of some folders holds, but for the names of what it imports. */
const nodesOf = (folders: string[]): ts.Node[] =>
	sourcesIn(...folders)
		.flatMap(({ text }) => [...nodesIn(parsed(text))])
		.filter(({ parent }) => !parent || !ts.isImportDeclaration(parent));

/** All literals and templates in the TypeScript files of some folders. */
export function textsIn(...folders: string[]): Parts[] {
	return nodesOf(folders)
		.map(partsOf)
		.filter((parts) => parts !== undefined);
}

/** What stands under `message:` in objects there: the first lines of failures. */
export function messagesIn(...folders: string[]): Parts[] {
	return nodesOf(folders)
		.filter(ts.isPropertyAssignment)
		.filter(({ name }) => name.getText() === 'message')
		.flatMap(({ initializer }) => choicesOf(initializer));
}
