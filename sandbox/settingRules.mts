/** What a setting may be, and how the command line writes it. */
export interface ValueRule {
	/** The form on the command line, for its help. */
	form: string;
	/** Whether a value is one for the setting. */
	takes(value: unknown): boolean;
	/** The value that a text of the command line means; one that `takes` refuses when it means none. */
	read(text: string): unknown;
}

const isWhole = (value: unknown, least: number): boolean =>
	Number.isSafeInteger(value) && Number(value) >= least;

/** Digits as their number; anything else is no number. */
const readNumber = (text: string): number => (/^\d+$/.test(text) ? Number(text) : NaN);

/** A whole number from `least` on. */
export const whole = (least: number): ValueRule => ({
	form: 'number',
	takes: (value) => isWhole(value, least),
	read: readNumber,
});

/** Milliseconds. */
export const ms: ValueRule = {
	form: 'ms',
	takes: (value) => typeof value === 'number' && value >= 0,
	read: readNumber,
};

export const flag: ValueRule = {
	form: 'true|false',
	takes: (value) => typeof value === 'boolean',
	read: (text) => ({ true: true, false: false })[text],
};

/** One of these words. */
export function choice(...words: string[]): ValueRule {
	return {
		form: words.join('|'),
		takes: (value) => words.includes(value as string),
		read: (text) => text,
	};
}

/** One of these words, or a whole number. */
choice.orNumber = (...words: string[]): ValueRule => ({
	form: [...words, 'number'].join('|'),
	takes: (value) => words.includes(value as string) || isWhole(value, 0),
	read: (text) => (words.includes(text) ? text : readNumber(text)),
});

/** `{ requests, windowMs }`; on the command line `60/4000`. */
export const limit: ValueRule = {
	form: 'requests/ms',
	takes(value) {
		if (typeof value !== 'object' || value === null) return false;
		const { requests, windowMs, ...more } = value as Record<string, unknown>;
		return isWhole(requests, 1) && isWhole(windowMs, 1) && Object.keys(more).length === 0;
	},
	read(text) {
		const [requests = '', windowMs = '', ...more] = text.split('/');
		if (more.length > 0) return undefined;
		return { requests: readNumber(requests), windowMs: readNumber(windowMs) };
	},
};

/** A rule that takes null as well. */
export const orNone = (rule: ValueRule): ValueRule => ({
	...rule,
	takes: (value) => value === null || rule.takes(value),
});
