import { isDeepStrictEqual } from 'node:util';

/** Collects what differs from what it should be, so that one run names everything that is wrong. */
export class Checks {
	readonly differences: string[] = [];
	private made = 0;

	/** How many checks were made. */
	get count(): number {
		return this.made;
	}

	/** Both values are the same, objects by their content. */
	equal(what: string, actual: unknown, expected: unknown): void {
		this.holds(
			`${what}: should be ${show(expected)}, is ${show(actual)}`,
			isDeepStrictEqual(actual, expected),
		);
	}

	/** `actual` is a text that `pattern` matches. */
	matches(what: string, actual: unknown, pattern: RegExp): void {
		this.holds(
			`${what}: should match ${String(pattern)}, is ${show(actual)}`,
			typeof actual === 'string' && pattern.test(actual),
		);
	}

	/** `text` holds `part`. */
	contains(what: string, text: string, part: unknown): void {
		this.holds(
			`${what}: should hold ${show(part)}, is ${show(text)}`,
			typeof part === 'string' && text.includes(part),
		);
	}

	/** `condition` is true; `difference` says what is the matter where it is not. */
	holds(difference: string, condition: boolean): void {
		this.made += 1;
		if (!condition) this.differences.push(difference);
	}
}

function show(value: unknown): string {
	return value === undefined ? 'nothing' : JSON.stringify(value);
}
