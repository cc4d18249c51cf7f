import { until } from '../../../tools/n8n/machine/until.mts';
import type { Sandbox } from '../../../tools/sandbox/index.mts';
import type { N8nUser } from './n8nUser.mts';

const WITHIN_MS = 120_000;

/** Waits for so many requests of a path from now on: the polls of a trigger. */
export async function polls(sandbox: Sandbox, path: string, count: number): Promise<void> {
	const asked = () => sandbox.requests.filter((request) => request.path === path).length;
	const before = asked();
	await until(asked, (now) => now >= before + count, WITHIN_MS);
}

/**
 * Waits until a workflow has been executed so often, and then for two polls, which must not execute it again.
 *
 * @param path what its trigger polls
 * @returns the IDs of the executions
 */
export async function executions(
	{ sandbox, user }: { sandbox: Sandbox; user: N8nUser },
	workflowId: string,
	path: string,
	count: number,
): Promise<string[]> {
	const ids = () => user.executionsOf(workflowId);
	await until(ids, (found) => found.length >= count, WITHIN_MS);
	await polls(sandbox, path, 2);
	const found = await ids();
	expect(found).toHaveLength(count);
	return found;
}
