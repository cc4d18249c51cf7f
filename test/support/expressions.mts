import ts from 'typescript';

import { nodesIn, parsed, sourcesIn } from './sources.mts';

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
