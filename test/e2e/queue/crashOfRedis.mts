import { Batch } from './batch.mts';
import { PLACES, type Stage, WITHIN_MS, all, jobsTake, onlyWorker } from './stage.mts';
import { until } from './until.mts';

/** The tests of a Redis that crashes and starts again with what it finds on the disk. */
export function crashOfRedis(stage: () => Stage): void {
	it('runs nothing again where Redis writes down every change', async () => {
		const batch = await crash(stage());
		expect(await batch.end(WITHIN_MS)).toEqual(all('success', batch.ids.length));
		expect(batch.postedTimes(1)).toEqual(batch.ids);
	});

	it('runs executions again, and so posts again, where Redis keeps snapshots only', async () => {
		await stage().redis.keepSnapshotsOnly();
		const batch = await crash(stage());
		await until(
			() => batch.postedTimes(2).length,
			(doubled) => doubled > 0,
			WITHIN_MS,
		);
	});
}

/** Redis crashes while a worker waits for jobs that were queued at the last snapshot, and has free places. */
async function crash(stage: Stage): Promise<Batch> {
	await onlyWorker(stage);
	jobsTake(stage, 7000);
	const first = await Batch.start(stage, stage.waits, PLACES);
	await first.posted(PLACES, WITHIN_MS);
	jobsTake(stage, 12_000);
	const queued = await Batch.start(stage, stage.waits, PLACES / 2);
	expect(await stage.redis.command('SAVE')).toBe('OK');
	expect(queued.posts).toEqual([]);

	await queued.posted(PLACES / 2, WITHIN_MS);
	await first.end(WITHIN_MS);
	await stage.redis.crash();
	return queued;
}
