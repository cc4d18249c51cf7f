import { readFileSync } from 'node:fs';

/** What a page says, without what stands in blocks of code. */
export function readPage(file: string): string {
	return readFileSync(file, 'utf8').replace(/^```[^]*?^```$/gm, '');
}

/** Where a page leads to: links and pictures, in Markdown and in HTML. */
export function linksIn(page: string): string[] {
	const markdown = [...page.matchAll(/\]\(([^)\s]+)\)/g)];
	const html = [...page.matchAll(/\b(?:href|src|srcset)="([^"]+)"/g)];
	return [...markdown, ...html].map(([, target]) => String(target));
}

/** The anchors that GitHub gives the headings of a page. */
export function anchorsIn(page: string): string[] {
	const seen = new Map<string, number>();
	return [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => {
		const anchor = String(heading)
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
			.replaceAll(' ', '-');
		const times = seen.get(anchor) ?? 0;
		seen.set(anchor, times + 1);
		return times === 0 ? anchor : `${anchor}-${times}`;
	});
}

/** The cells of the first column of all tables of a page with this heading, as a reader sees them. */
export function firstColumn(page: string, heading: string): string[] {
	let isIn = false;
	const cells: string[] = [];
	for (const line of page.split('\n')) {
		const cell = /^\| (.*?) +\|/.exec(line)?.[1]?.trim();
		if (cell === undefined) isIn = false;
		else if (cell === heading) isIn = true;
		else if (isIn && !/^-+$/.test(cell)) cells.push(cell.replace(/\\(?=[_*])|`/g, ''));
	}
	return cells;
}
