import { sectionText, targetRows } from './page.mts';
import type { Section } from './section.mts';

const LATER = 'Measured by itself, in a later run than the others.';
/** What follows the measures. */
const AFTER = '## What was tried';
const SHORT = '## In short';

/**
 * The page with what some measures have shown now in place of what it said of them; the others stay as they are.
 *
 * @param page its text, as it was written or as Prettier has it.
 */
export function renewed(page: string, sections: readonly Section[]): string {
	return sections.reduce((text, section) => withTargets(withSection(text, section), section), page);
}

function withSection(page: string, section: Section): string {
	const text = `${[...sectionText(section), LATER].join('\n\n')}\n`;
	const parts = partsOf(page);
	const at = parts.findIndex((part) => part.startsWith(`## ${section.title}\n`));
	if (at < 0) parts.splice(indexOf(parts, AFTER), 0, text);
	else parts[at] = text;
	return parts.join('\n');
}

/** Its rows of the table "In short"; those after the first of a measure name none. */
function withTargets(page: string, section: Section): string {
	const parts = partsOf(page);
	const short = indexOf(parts, SHORT);
	const lines = (parts[short] ?? '').trimEnd().split('\n');
	const from = lines.findIndex((line) => line.includes(`[${section.title}](`));
	const isOwn = (line: string, index: number) =>
		from >= 0 &&
		index >= from &&
		lines.slice(from + 1, index + 1).every((between) => /^\|\s*\|/.test(between)) &&
		line.startsWith('|');
	const others = lines.filter((line, index) => !isOwn(line, index));
	others.splice(from < 0 ? others.length : from, 0, ...targetRows(section));
	parts[short] = `${others.join('\n')}\n`;
	return parts.join('\n');
}

const partsOf = (page: string) => page.split(/\n(?=## )/);

function indexOf(parts: readonly string[], heading: string): number {
	const index = parts.findIndex((part) => part.startsWith(heading));
	if (index < 0) throw new Error(`The page has no "${heading}".`);
	return index;
}
