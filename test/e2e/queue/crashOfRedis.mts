import { Batch } from './batch.mts';
import { PLACES, type Stage, WITHIN_MS, all, jobsTake, onlyWorker } from './stage.mts';
import { until } from '../../../tools/n8n/machine/until.mts';

/** The tests of a Redis that crashes and starts again with the data on the disk. */
export function crashOfRedis(stage: () => Stage): void {
	it('runs nothing again where Redis saves every change', async () => {
		const { ended, queued } = await crash(stage());
		expect(await queued.end(WITHIN_MS)).toEqual(all('success', queued.ids.length));
		await untilWorkedOff(stage());
		for (const batch of [ended, queued]) expectPostedOnce(batch);
	});

	it('runs executions again, and so posts again, where Redis keeps snapshots only', async () => {
		await stage().redis.keepSnapshotsOnly();
		const { ended, queued } = await crash(stage());
		await until(
			() => queued.postedTimes(2).length,
			(doubled) => doubled > 0,
			WITHIN_MS,
		);
		await untilWorkedOff(stage());
		expectPostedOnce(ended);
	});
}

/**
 * Redis crashes while a worker with free places waits for jobs that were queued at the last snapshot.
 *
 * @returns the executions that have ended before, and those that were queued.
 */
async function crash(stage: Stage): Promise<{ ended: Batch; queued: Batch }> {
	await onlyWorker(stage);
	jobsTake(stage, 7000);
	const ended = await Batch.start(stage, stage.waits, PLACES);
	await ended.posted(PLACES, WITHIN_MS);
	jobsTake(stage, 12_000);
	const queued = await Batch.start(stage, stage.waits, PLACES / 2);
	expect(await stage.redis.command('SAVE')).toBe('OK');
	expect(queued.posts).toEqual([]);

	await queued.posted(PLACES / 2, WITHIN_MS);
	expect(await ended.end(WITHIN_MS)).toEqual(all('success', PLACES));
	await stage.redis.crash();
	return { ended, queued };
}

/** Waits until n8n has nothing left to do: a job that Redis wrongly lists as active takes as long as a lost worker. */
async function untilWorkedOff({ redis }: Stage): Promise<void> {
	const lists = ['wait', 'active'].map((list) => `bull:jobs:${list}`);
	await until(
		() => Promise.all(lists.map((list) => redis.command('LLEN', list))),
		(lengths) => lengths.every((length) => length === '0'),
		WITHIN_MS,
	);
}

function expectPostedOnce(batch: Batch): void {
	expect(batch.postedTimes(1)).toEqual(batch.ids);
	expect(batch.sent).toBe(batch.ids.length);
}
