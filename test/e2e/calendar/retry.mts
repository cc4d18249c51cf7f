import type { Sandbox } from '../../../tools/sandbox/index.mts';
import type { EditorExecution } from '../support/n8nUser.mts';
import { until } from '../../../tools/n8n/machine/until.mts';
import { type Ground, WITHIN_MS, start, untilCalm } from './ground.mts';
import type { Table } from './table.mts';
import { GOOD, type Kind, KINDS, rowOf } from './kinds.mts';
import { PLAN, PLAN_THAT_STOPS } from './workflows.mts';

/** Two rows more than Plan takes at a time. */
const TWELVE = 12;
/** Long enough to change the table before the row is written. */
const SLOW = { kind: 'slow', delayMs: 5000, when: 'after' } as const;

const sentTo = (sandbox: Sandbox) =>
	sandbox.requests.filter(({ method, path }) => method === 'POST' && path === '/publish/tiktok');

/** The tests of n8n's Retry: it continues at the node that failed, with that node's rows, in an execution with a new ID. */
export function retry(ground: () => Ground, table: () => Table): void {
	const prepare = async (kinds: readonly Kind[]) => {
		await table().clear();
		ground().sandbox.reset();
		await table().add(kinds.map((kind, number) => rowOf(kind, number, ground().sandbox)));
	};
	const states = async () => (await table().rows()).map(({ status }) => status);

	/** Retries the last execution of a workflow, which must have failed. Out: the new execution. */
	const retried = async (workflowId: string): Promise<EditorExecution> => {
		const { user } = ground();
		const last = async () => String((await user().executionsOf(workflowId)).at(-1));
		await untilCalm(ground());
		const id = await last();
		expect((await user().execution(id)).status).toBe('error');
		await user().ask(`/executions/${id}/retry`, { loadWorkflow: false });
		await untilCalm(ground());
		return await user().execution(await last());
	};

	it('posts nothing again where a Retry begins with the node that posts', async () => {
		const { sandbox } = ground();
		await prepare([GOOD, GOOD, KINDS.unknownMedia ?? GOOD]);
		await start(ground(), PLAN_THAT_STOPS);
		const { error } = await retried(PLAN_THAT_STOPS);

		expect(error?.node?.name).toBe('Schedule the video');
		expect(error?.description?.match(/Media ID is empty/g)).toHaveLength(3);
		expect(sentTo(sandbox)).toHaveLength(3);
		expect(sandbox.posts).toHaveLength(2);
		expect(await states()).toEqual(['posting', 'posting', 'posting']);
	});

	it('saves in a Retry what was known, and leaves the other rows to the next run', async () => {
		const { sandbox } = ground();
		await prepare(Array.from({ length: TWELVE }, () => ({ ...GOOD, fault: SLOW })));
		await start(ground(), PLAN);
		await until(
			() => sandbox.posts.length,
			(posts) => posts === 10,
			WITHIN_MS,
		);
		await table().rename('note', 'away');
		await untilCalm(ground());
		await table().rename('away', 'note');

		expect((await retried(PLAN)).status).toBe('success');
		const ten = Array<string>(10).fill('scheduled');
		expect(await states()).toEqual([...ten, 'ready', 'ready']);
		await start(ground(), PLAN);
		await untilCalm(ground());
		expect(await states()).toEqual([...ten, 'scheduled', 'scheduled']);
		expect(sentTo(sandbox)).toHaveLength(TWELVE);
	});
}
