import vm from 'node:vm';

import { RegExpParser, visitRegExpAST, type AST } from '@eslint-community/regexpp';
import fc from 'fast-check';

/** Lengths of the texts whose times are compared, in characters. */
const SHORT = 1_000;
const LONG = 8_000;

/**
 * A linear expression takes 8 times as long for the long text, a quadratic one 64 times. What a busy machine adds is taken
 * away by measuring again.
 */
const MOST = 24;
const MEASURES = 6;

/** What is not done by then, in milliseconds, does not end: with a linear expression all attacks at once take a tenth of it. */
const GIVEN_UP_MS = 5_000;

/** So many attacks are watched over at once: the watch itself takes longer than most of them. */
const AT_ONCE = 50;

const context = vm.createContext({ attempt: () => undefined });
const script = new vm.Script('attempt()');

/** Does something that may not end. Out: whether it did. */
function ends(attempt: () => void): boolean {
	context.attempt = attempt;
	try {
		script.runInContext(context, { timeout: GIVEN_UP_MS });
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
		throw error;
	}
}

/** Time in milliseconds of all that the code does with an expression. */
function timeOf(expression: RegExp, text: string): number {
	const started = performance.now();
	expression.lastIndex = 0;
	expression.test(text);
	text.replace(expression, '');
	text.split(expression);
	return performance.now() - started;
}

/** A text that may take an expression long: a part of it is repeated until it has the length that is asked for. */
export interface Attack {
	prefix: string;
	pump: string;
	suffix: string;
}

const textOf = ({ prefix, pump, suffix }: Attack, length: number) =>
	prefix + pump.repeat(Math.ceil(length / pump.length)) + suffix;

/** Characters and words that stand in an expression. */
function partsOf(expression: RegExp): string[] {
	const parts = new Set<string>();
	const add = (...codes: number[]) => parts.add(String.fromCodePoint(...codes));
	const wordsOf = ({ elements }: AST.Alternative) => {
		const word: number[] = [];
		for (const element of [...elements, undefined]) {
			if (element?.type === 'Character') word.push(element.value);
			else if (word.length > 0) add(...word.splice(0));
		}
	};
	visitRegExpAST(new RegExpParser().parseLiteral(String(expression)), {
		onAlternativeEnter: wordsOf,
		onCharacterEnter: ({ value }) => add(value),
		onCharacterClassRangeEnter: ({ min }) => add(min.value),
	});
	return [...parts, ' ', 'a', '0'];
}

/** An expression without its looks ahead and behind, which are no part of a match. */
function withoutLooks(expression: RegExp): string {
	const looks: string[] = [];
	visitRegExpAST(new RegExpParser().parseLiteral(String(expression)), {
		onAssertionEnter: ({ kind, raw }) => {
			if (kind === 'lookahead' || kind === 'lookbehind') looks.push(raw);
		},
	});
	return looks.reduce((source, look) => source.replace(look, ''), expression.source);
}

/** Texts that an expression matches, the same ones in every run. */
function matchesOf(expression: RegExp): string[] {
	// Other flags change nothing in how a match looks that matters here.
	const flags = expression.flags.replace(/[^su]/g, '');
	const matching = fc.stringMatching(new RegExp(withoutLooks(expression), flags), {
		maxLength: Math.max(60, expression.source.length),
	});
	return fc.sample(matching, { numRuns: 6, seed: 1 });
}

const SUFFIXES = ['', '\0'];

/** Slices of a match, repeated in their place; the beginnings of a match before each part of the expression. */
function attacksOn(expression: RegExp): Attack[] {
	const matches = matchesOf(expression);
	const parts = partsOf(expression);
	const pairs = parts.flatMap((one) => parts.map((other) => ({ prefix: '', pump: one + other })));
	const cuts = fc.sample(fc.tuple(fc.nat(), fc.nat()), { numRuns: 30, seed: 2 });

	const inPlace = matches.flatMap((match) =>
		cuts.map(([one, other]) => {
			const [start = 0, end = 0] = [one, other]
				.map((cut) => cut % (match.length + 1))
				.sort((a, b) => a - b);
			return { prefix: match.slice(0, start), pump: match.slice(start, end) };
		}),
	);
	const beginnings = ['', ...matches.slice(0, 3).map((match, at) => match.slice(0, 2 ** (at + 1)))];
	const ahead = beginnings.flatMap((prefix) => parts.map((pump) => ({ prefix, pump })));
	return [...ahead, ...pairs, ...inPlace]
		.filter(({ pump }) => pump !== '')
		.flatMap((attack) => SUFFIXES.map((suffix) => ({ ...attack, suffix })));
}

/** Linear, and done with every character; the floor under times that are too short to be compared. */
const plainTime = () => timeOf(/x/g, 'xy'.repeat(LONG / 2));

/**
 * Looks for a text for which the time of an expression grows faster than the length of the text. Times are compared within one
 * run only, so that it does not matter how fast the machine is.
 *
 * @returns the text, or undefined when none of some hundreds does so
 */
export function findSlowness(expression: RegExp): Attack | undefined {
	const grows = (attack: Attack) => {
		let [short, long] = [Infinity, Infinity];
		for (let measure = 0; measure < MEASURES; measure++) {
			long = Math.min(long, timeOf(expression, textOf(attack, LONG)));
			short = Math.min(short, timeOf(expression, textOf(attack, SHORT)));
			const floor = (plainTime() * SHORT) / LONG;
			if (long <= MOST * Math.max(short, floor)) return false;
		}
		return true;
	};
	const attacks = attacksOn(expression);
	for (let from = 0; from < attacks.length; from += AT_ONCE) {
		let current: Attack | undefined;
		let found: Attack | undefined;
		const hasEnded = ends(() => {
			found = attacks.slice(from, from + AT_ONCE).find((attack) => {
				current = attack;
				return grows(attack);
			});
		});
		if (!hasEnded) return current;
		if (found) return found;
	}
	return undefined;
}
