import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

/** A file of TypeScript, and what stands in it. */
export interface Source {
	file: string;
	text: string;
}

/** The TypeScript files of some folders, whatever their depth. */
function sourcesIn(...folders: string[]): Source[] {
	return folders
		.flatMap((folder) =>
			readdirSync(folder, { recursive: true, encoding: 'utf8' })
				.filter((file) => file.endsWith('.ts'))
				.map((file) => path.join(folder, file)),
		)
		.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}

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

/** What the code of some folders holds, but for the names of what it imports. */
const nodesOf = (folders: string[]): ts.Node[] =>
	sourcesIn(...folders)
		.flatMap(({ text }) => [...nodesIn(parsed(text))])
		.filter(({ parent }) => !parent || !ts.isImportDeclaration(parent));

/** What stands under `message:` in objects there: the first lines of failures. */
export function messagesIn(...folders: string[]): Parts[] {
	return nodesOf(folders)
		.filter(ts.isPropertyAssignment)
		.filter(({ name }) => name.getText() === 'message')
		.flatMap(({ initializer }) => choicesOf(initializer));
}

/** A regular expression of the code, and where it stands. */
export interface FoundExpression {
	/** File, and line counted from 1. */
	where: string;
	expression: RegExp;
}

/** Stands for a text that was escaped with `escapeRegExp`, which no expression can be made of but one of plain characters. */
const ESCAPED = '0123456789abcdef';

/** Methods of a text that make an expression of another text. */
const MATCHING = new Set(['match', 'matchAll', 'search']);

const isText = (node?: ts.Node): node is ts.StringLiteralLike =>
	node !== undefined && ts.isStringLiteralLike(node);

function literal(node: ts.Node): RegExp | undefined {
	if (!ts.isRegularExpressionLiteral(node)) return undefined;
	const end = node.text.lastIndexOf('/');
	return new RegExp(node.text.slice(1, end), node.text.slice(end + 1));
}

/** `new RegExp(…)`, with or without `new`, of a text or of an escaped one. */
function constructed(node: ts.Node): RegExp | undefined {
	const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
	if (!isCall || node.expression.getText() !== 'RegExp') return undefined;

	const [pattern, flags] = node.arguments ?? [];
	const isEscaped = pattern?.getText().startsWith('escapeRegExp(');
	if ((!isEscaped && !isText(pattern)) || (flags && !isText(flags))) {
		throw new Error(`What it is made of is not known: ${node.getText()}`);
	}
	return new RegExp(isText(pattern) ? pattern.text : ESCAPED, flags?.text);
}

/** A text that is used as an expression: `text.search('…')`, or `regex: '…'` in the description of a field. */
function textual(node: ts.Node): RegExp | undefined {
	if (!isText(node)) return undefined;
	const { parent } = node;
	const isProperty = ts.isPropertyAssignment(parent) && parent.name.getText() === 'regex';
	const isArgument =
		ts.isCallExpression(parent) &&
		ts.isPropertyAccessExpression(parent.expression) &&
		MATCHING.has(parent.expression.name.text);
	return isProperty || isArgument ? new RegExp(node.text) : undefined;
}

/** The expressions of a source text, those in n8n's own expressions (`={{ … }}`) included. */
function* expressionsIn(source: string): Generator<{ line: number; expression: RegExp }> {
	const file = parsed(source);
	for (const node of nodesIn(file)) {
		const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
		const expression = literal(node) ?? constructed(node) ?? textual(node);
		if (expression) yield { line, expression };
		if (!isText(node) || !node.text.startsWith('=')) continue;
		for (const [, code = ''] of node.text.matchAll(/\{\{(.*?)\}\}/gs)) {
			for (const inside of expressionsIn(code)) yield { ...inside, line };
		}
	}
}

/**
 * Every regular expression of the TypeScript files of some folders.
 *
 * @throws Error when one is made of what only the running code knows
 */
export function findExpressions(...folders: string[]): FoundExpression[] {
	return sourcesIn(...folders).flatMap(({ file, text }) =>
		[...expressionsIn(text)].map(({ line, expression }) => ({
			where: `${file}:${line}`,
			expression,
		})),
	);
}
