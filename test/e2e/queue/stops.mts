import { Batch } from './batch.mts';
import { untilNoLongWaitIsDue } from './longWaits.mts';
import type { Member } from './cluster.mts';
import { duration } from '../../../tools/n8n/machine/log.mts';
import { LONG_JOB_MS, PLACES, type Stage, WITHIN_MS, all, jobsTake, onlyWorker } from './stage.mts';

/** The tests of a worker that is asked to end, and has the time. */
export function stopInTime(stage: () => Stage): void {
	it('finishes its executions, and leaves the rest to the other worker', async () => {
		jobsTake(stage(), 5000);
		const [stays, goes] = stage().workers as [Member, Member];
		const batch = await Batch.start(stage(), stage().waits, 3 * PLACES);
		await batch.posted(2 * PLACES, WITHIN_MS);
		const held = batch.heldBy(goes);
		expect(held).not.toEqual([]);

		expect(await goes.terminate()).toBe(0);
		expect(await batch.statuses(held)).toEqual(all('success', held.length));
		expect(await batch.end(WITHIN_MS)).toEqual(all('success', 3 * PLACES));
		expect(batch.postedTimes(1)).toEqual(batch.ids);
		expect(batch.heldBy(stays).filter((id) => held.includes(id))).toEqual([]);
	});
}

/**
 * The tests of a worker that cannot finish its executions.
 *
 * @param what happens to it.
 * @param stop does it, and gives the exit code.
 */
export function stopTooSoon(
	stage: () => Stage,
	what: string,
	stop: (worker: Member) => Promise<number | null>,
	exitCode: number | null,
): void {
	let stopped: Member;
	let waiting: Batch;
	let posting: Batch;
	let queued: Batch;

	beforeAll(async () => {
		stopped = await onlyWorker(stage(), { N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '2' });
		await untilNoLongWaitIsDue(stage());
		waiting = await startWaiting(stage(), PLACES / 2);
		posting = await startPosting(stage(), PLACES / 2);
		queued = await Batch.start(stage(), stage().waits, 3);
		const started = Date.now();
		expect(await stop(stopped)).toBe(exitCode);

		jobsTake(stage(), 500);
		stage().workers = [await stage().startWorker()];
		await Promise.all([waiting, posting, queued].map((batch) => batch.end(WITHIN_MS)));
		stage().figures.push([
			`until the executions of a worker that ${what} show Error`,
			duration(Date.now() - started),
		]);
	});

	it('posts nothing again: n8n fails its executions, and does not run them again', async () => {
		for (const batch of [waiting, posting]) {
			expect(batch.postedTimes(1)).toEqual(batch.ids);
			expect(batch.sent).toBe(batch.ids.length);
			expect(await batch.statuses()).toEqual(all('error', batch.ids.length));
			for (const worker of stage().workers) expect(batch.heldBy(worker)).toEqual([]);
		}
	});

	it('leaves queued executions to the next worker', async () => {
		expect(await queued.statuses()).toEqual(all('success', queued.ids.length));
		expect(queued.postedTimes(1)).toEqual(queued.ids);
	});

	it('starts an error workflow, which learns of no output and no job', async () => {
		await waiting.errorsReported(WITHIN_MS);
		const [post] = waiting.posts;
		const data = await waiting.dataOf(post?.caption);
		expect(data).toContain('This execution failed to be processed too many times');
		expect(data).not.toContain(String(post?.outputJobId));
	});

	it('logs the job of each accepted post', () => {
		expect(waiting.posts).toHaveLength(waiting.ids.length);
		for (const { outputJobId } of waiting.posts) {
			expect(stopped.log()).toContain(`Item 0 was accepted: job ${String(outputJobId)} `);
		}
	});
}

/** Executions that have posted, and wait longer than the test. */
async function startWaiting(stage: Stage, count: number): Promise<Batch> {
	jobsTake(stage, LONG_JOB_MS);
	const batch = await Batch.start(stage, stage.waits, count);
	await batch.posted(count, WITHIN_MS);
	return batch;
}

/** Executions whose post was accepted, but not answered yet. */
async function startPosting(stage: Stage, count: number): Promise<Batch> {
	const late = { when: 'after', delayMs: LONG_JOB_MS, times: count } as const;
	stage.sandbox.faults.add({ kind: 'slow', method: 'POST', ...late });
	const batch = await Batch.start(stage, stage.waits, count);
	await batch.posted(count, WITHIN_MS);
	return batch;
}
