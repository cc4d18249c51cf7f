import { Batch } from './batch.mts';
import { untilNoLongWaitIsDue } from './longWaits.mts';
import type { Member } from './cluster.mts';
import { LONG_JOB_MS, PLACES, type Stage, WITHIN_MS, all, jobsTake, onlyWorker } from './stage.mts';

/** The tests of a worker that is told to end, and has the time. */
export function stopInTime(stage: () => Stage): void {
	it('ends what it has begun, and leaves the rest to the others', async () => {
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
 * The tests of a worker that has to leave what it has begun.
 *
 * @param what becomes of it, in words.
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
		stage().workers = [await stage().cluster.startWorker()];
		await Promise.all([waiting, posting, queued].map((batch) => batch.end(WITHIN_MS)));
		stage().figures.duration(
			`until the executions of a worker that ${what} show Error`,
			Date.now() - started,
		);
	});

	it('posts nothing again: n8n fails what it worked on, and runs none of it again', async () => {
		for (const batch of [waiting, posting]) {
			expect(batch.postedTimes(1)).toEqual(batch.ids);
			expect(batch.sent).toBe(batch.ids.length);
			expect(await batch.statuses()).toEqual(all('error', batch.ids.length));
			for (const worker of stage().workers) expect(batch.heldBy(worker)).toEqual([]);
		}
	});

	it('leaves what was queued to the next worker', async () => {
		expect(await queued.statuses()).toEqual(all('success', queued.ids.length));
		expect(queued.postedTimes(1)).toEqual(queued.ids);
	});

	it('tells the user little: an error workflow starts, but there is no output and no job', async () => {
		await waiting.errorsTold(WITHIN_MS);
		const [post] = waiting.posts;
		const data = await waiting.dataOf(post?.caption);
		expect(data).toContain('This execution failed to be processed too many times');
		expect(data).not.toContain(String(post?.outputJobId));
	});

	it('names in its log the job of each post that was accepted', () => {
		expect(waiting.posts).toHaveLength(waiting.ids.length);
		for (const { outputJobId } of waiting.posts) {
			expect(stopped.log()).toContain(`Item 0 was accepted: job ${String(outputJobId)} `);
		}
	});
}

/** Executions that have posted, and wait for longer than the test. */
async function startWaiting(stage: Stage, count: number): Promise<Batch> {
	jobsTake(stage, LONG_JOB_MS);
	const batch = await Batch.start(stage, stage.waits, count);
	await batch.posted(count, WITHIN_MS);
	return batch;
}

/** Executions whose post was accepted, and that do not know it yet. */
async function startPosting(stage: Stage, count: number): Promise<Batch> {
	const late = { when: 'after', delayMs: LONG_JOB_MS, times: count } as const;
	stage.sandbox.faults.add({ kind: 'slow', method: 'POST', ...late });
	const batch = await Batch.start(stage, stage.waits, count);
	await batch.posted(count, WITHIN_MS);
	return batch;
}
