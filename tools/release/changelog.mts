/** The entry of a version in CHANGELOG.md. */
export interface Section {
	/** `2026-01-31`, or `unreleased`. */
	date: string;
	/** The notes of the release. */
	notes: string;
}

const HEADING = /^## \[(?<version>[^\]]+)\](?: - (?<date>\S+))?\n/gm;

/** The sections by version; changes that are not released yet are under `Unreleased`. */
export function sectionsOf(changelog: string): Map<string, Section> {
	const headings = [...changelog.matchAll(HEADING)];
	return new Map(
		headings.map(({ index, 0: { length }, groups }, at) => {
			const notes = changelog.slice(index + length, headings[at + 1]?.index).trim();
			return [groups?.version ?? '', { date: groups?.date ?? '', notes }];
		}),
	);
}
