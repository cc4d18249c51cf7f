import type { Failure } from '../api/failure';
import type { Sanitize } from '../api/sanitize';
import { describeJob, type Submission } from './submission';

/** Why an item failed is no longer than this in a list of many, in characters. */
const REASON_LENGTH = 300;

/** The sections of a report, in their order. */
const TITLES = {
	accepted: 'Accepted in this run. Do not post again',
	withoutPost: 'Failed or canceled in this run',
	unknown: 'These posts may or may not be live. Check before you post them again',
	refused: 'These items failed, too',
};

function titleFor(submission?: Submission): string {
	if (!submission) return TITLES.refused;
	if ('unknown' in submission) return TITLES.unknown;
	const { status } = submission.job;
	return status === 'failed' || status === 'canceled' ? TITLES.withoutPost : TITLES.accepted;
}

/**
 * What became of the items beside the one whose error n8n shows (n8n drops their outputs): those that ended in the same way under
 * one title, each in a few words. Submissions and failures are by item index.
 */
export function outcomeReport(
	submissions: ReadonlyMap<number, Submission>,
	failures: ReadonlyMap<number, Failure>,
	shownItem: number,
	sanitize: Sanitize,
): Array<{ title: string; lines: string[] }> {
	const lines = new Map<string, string[]>(Object.values(TITLES).map((title) => [title, []]));
	const items = new Set([...submissions.keys(), ...failures.keys()]);
	items.delete(shownItem);
	for (const item of [...items].sort((a, b) => a - b)) {
		const submission = submissions.get(item);
		const failure = failures.get(item);
		const parts = [
			`item ${item}`,
			submission && 'job' in submission && describeJob(submission.job, sanitize),
			failure && sanitize(failure.message, REASON_LENGTH),
		];
		lines.get(titleFor(submission))?.push(parts.filter(Boolean).join(': '));
	}
	return [...lines]
		.map(([title, own]) => ({ title, lines: own }))
		.filter((section) => section.lines.length > 0);
}
