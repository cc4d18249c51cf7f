import { DateTime } from 'luxon';

import { itemsOf } from '../../../tools/n8n/server/execution.mts';
import type { Sandbox } from '../../../tools/sandbox/index.mts';
import { schedulePost } from '../../support/schedulePost.mts';
import { openForm } from './form.mts';
import type { Stage } from './stage.mts';

const schedule = (sandbox: Sandbox, at: DateTime, caption: string) =>
	schedulePost(sandbox, { dueInMs: at.toMillis() - Date.now(), caption });

/** The tests of "Every morning: list today's TikTok posts, cancel one". */
export function everyMorning(stage: () => Stage, zone: string): void {
	const today = DateTime.now().setZone(zone).startOf('day');
	const at = (hour: number, minute: number, days = 0) => today.plus({ days }).set({ hour, minute });
	const cancelForm = (job: string) =>
		`${stage().editor.url}/form/cancel-a-scheduled-post?job=${job}`;
	const message = async () => {
		const execution = await stage().user.run('wondaEveryMorning', 'Every morning');
		const items = itemsOf(execution, 'Your message node here');
		expect(items).toHaveLength(1);
		return items[0]?.message as string;
	};

	beforeAll(() => stage().user.publish('wondaEveryMorning'));

	it('lists what is due today in the time zone of the workflow, and cancels one', async () => {
		const { sandbox } = stage();
		// On both sides of midnight: one of them is on another day in UTC.
		const next = await schedule(sandbox, at(0, 30, 1), 'Tomorrow');
		const late = await schedule(sandbox, at(23, 30), 'Last of the day');
		const evening = await schedule(sandbox, at(18, 0), 'This evening');
		const instagram = sandbox.addInstagramJob(at(20, 0).toMillis() - Date.now());

		expect((await message()).split('\n')).toEqual([
			'18:00 "This evening"',
			`Cancel: ${cancelForm(evening)}`,
			'20:00 (no caption)',
			`Cancel: ${cancelForm(instagram)}`,
			'23:30 "Last of the day"',
			`Cancel: ${cancelForm(late)}`,
		]);

		const form = await openForm(stage(), cancelForm(late));
		expect(form.filledIn).toEqual({ 'Job ID': late });
		expect(await form.submit()).toMatchObject({
			title: 'Canceled',
			message: `The post ${late} will not be published.`,
		});
		expect(sandbox.posts.map(({ outputJobId, status }) => [outputJobId, status])).toEqual([
			[next, 'scheduled'],
			[late, 'canceled'],
			[evening, 'scheduled'],
		]);
		expect(await message()).not.toContain(late);

		const again = await (await openForm(stage(), cancelForm(late))).submit();
		expect(again.title).toBe('Canceled');
	});

	it('shows why a post was not canceled', async () => {
		const { sandbox } = stage();
		const job = await schedule(sandbox, at(12, 0, 2), 'Live before anybody thought better of it');
		sandbox.endJob(job, 'succeeded');
		const ending = await (await openForm(stage(), cancelForm(job))).submit();

		expect(ending).toMatchObject({
			title: 'The post was not canceled',
			links: [`${stage().editor.url}/form/cancel-a-scheduled-post`],
		});
		expect(ending.message).toContain('The job cannot be cancelled any more; it is succeeded');
	});

	it('has a message on an empty day', async () => {
		expect(await message()).toBe('Nothing is scheduled today.');

		await schedule(stage().sandbox, at(12, 0, 2), 'The day after tomorrow');
		expect(await message()).toBe('Nothing is scheduled today.');
	});
}
