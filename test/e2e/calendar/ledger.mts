import type { Post, Sandbox } from '../../../tools/sandbox/index.mts';
import type { CalendarRow } from './table.mts';
import type { Kind } from './kinds.mts';

/** Every state in which a row may be once all is over. */
const FINAL = ['ready', 'refused', 'look', 'live', 'failed', 'canceled'];

/** How the end of a job stands in its row. */
const STATES: Readonly<Record<string, string>> = {
	succeeded: 'live',
	failed: 'failed',
	canceled: 'canceled',
};

/**
 * What is wrong with a calendar once all is over, against what the sandbox accepted: a sentence for each fault.
 *
 * @param kindOf what was to become of a row.
 */
export function faultsIn(
	rows: readonly CalendarRow[],
	kindOf: (row: CalendarRow) => Kind,
	sandbox: Sandbox,
): string[] {
	const accepted = grouped(sandbox.posts, ({ mediaIds }) => mediaIds[0] ?? '');
	const twice = [...accepted].filter(([, posts]) => posts.length > 1);
	const inRows = new Set(rows.map(({ media_id }) => media_id));
	return [
		...twice.map(([media, posts]) => `media ${media} was accepted ${String(posts.length)} times`),
		...[...accepted.keys()].filter((id) => !inRows.has(id)).map((id) => `no row has media ${id}`),
		...rows.flatMap((row) => wrongOf(row, kindOf(row), accepted.get(row.media_id ?? '') ?? [])),
		...sandbox.violations,
	];
}

function wrongOf(row: CalendarRow, kind: Kind, posts: readonly Post[]): string[] {
	const { id, status } = row;
	const name = `row ${String(id)} (${String(status)})`;
	const [post] = posts;
	const wrong: string[] = [];
	if (!FINAL.includes(status ?? '')) wrong.push(`${name} is in no final state`);
	// A run that is cut off leaves open what became of a row; nothing else may come out otherwise.
	if (status !== 'look' && status !== kind.ends) wrong.push(`${name} should be ${kind.ends}`);
	if (status === 'look' || (!post && !row.job_id)) return wrong;

	if (!post) return [...wrong, `${name} names a job, and nothing was accepted`];
	if (row.job_id !== post.outputJobId) wrong.push(`${name} does not name its job`);
	if (STATES[post.status] !== status) wrong.push(`${name} has a job that is ${post.status}`);
	if (status === 'live' && row.link !== post.permalink) wrong.push(`${name} has another link`);
	if (status === 'failed' && !row.note?.includes(String(post.errorMessage)))
		wrong.push(`${name} does not say why`);
	return wrong;
}

/** Things by what they have in common; Node 20 has no `Map.groupBy`. */
export function grouped<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const thing of things) {
		const key = keyOf(thing);
		groups.set(key, [...(groups.get(key) ?? []), thing]);
	}
	return groups;
}
