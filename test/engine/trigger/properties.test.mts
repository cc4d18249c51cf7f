import fc from 'fast-check';
import { NodeApiError } from 'n8n-workflow';

import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { schedulePost } from '../../support/schedulePost.mts';
import { idsIn, TriggeredWorkflow, type Polled } from '../../support/trigger.mts';

useLeapingTime();
const api = useSandbox();

/** How many random sequences to try; `npm run test:soak` raises it. */
const CASES = Math.ceil(Number(process.env.RELIABILITY_CASES ?? 200) / 10);

const DAY_MS = 24 * 60 * 60 * 1000;

function workflow(triggerOn: string): TriggeredWorkflow {
	const { apiKey, baseUrl } = api.sandbox;
	return new TriggeredWorkflow({ apiKey, baseUrl }, { triggerOn });
}

/** What can happen, each as often as the others; `which` chooses among what there is. */
const sequenceOf = <Step extends string>(...steps: Step[]) =>
	fc.array(fc.tuple(fc.constantFrom(...steps), fc.nat(99)), { minLength: 5, maxLength: 25 });

const pick = <Value,>(values: readonly Value[], which: number): Value =>
	values[which % values.length] as Value;

/** Puts a fault in the way of a later request, however near. */
function fault(which: number): void {
	const kinds = [
		{ kind: 'resetBefore' },
		{ kind: 'resetReading' },
		{ kind: 'status', status: 500 },
		{ kind: 'status', status: 200, body: 'html' },
		{ kind: 'status', status: 200, json: { error: { message: 'm' }, media: [] } },
		{ kind: 'status', status: 200, json: { media: [], meta: { errors: [{ message: 'm' }] } } },
		{ kind: 'status', status: 200, json: { media: [{ url: 'https://x.example' }] } },
		{ kind: 'rateLimit' },
	] as const;
	api.sandbox.faults.add({ ...pick(kinds, which), method: 'GET', nth: 1 + (which % 3) });
}

/** How often polls have given each thing, by ID. */
class Given {
	private readonly times = new Map<unknown, number>();

	/** Counts what a poll gives, and returns whether it gave anything. A failed poll gives nothing. */
	async by(polled: Promise<Polled>): Promise<boolean> {
		const items = await polled.catch((error: unknown) => {
			expect(error).toBeInstanceOf(NodeApiError);
			return null;
		});
		for (const id of idsIn(items)) this.times.set(id, this.timesOf(id) + 1);
		return items !== null;
	}

	timesOf = (id: unknown): number => this.times.get(id) ?? 0;
}

test('Every new file comes once, and no old one does', async () => {
	const steps = sequenceOf(
		'upload',
		'upload',
		'delete',
		'bring back',
		'poll',
		'poll',
		'overlap',
		'fetch test event',
		'fault',
		'order',
		'shape',
		'restart',
	);
	await fc.assert(
		fc.asyncProperty(steps, async (sequence) => {
			api.sandbox.reset();
			const { settings } = api.sandbox;
			const given = new Given();
			const old = api.sandbox.media.map(({ mediaId }) => mediaId);
			const fresh = new Set<string>();
			const deleted: ReturnType<typeof api.sandbox.removeMedia>[] = [];
			const trigger = workflow('newMedia');
			await trigger.activate();

			const acts: Record<string, (which: number) => unknown> = {
				upload: () => fresh.add(api.sandbox.addMedia().mediaId),
				delete(which) {
					const { mediaId = '' } = pick(api.sandbox.media, which);
					deleted.push(api.sandbox.removeMedia(mediaId));
				},
				'bring back'() {
					const back = deleted.pop();
					if (back) api.sandbox.addMedia(back);
				},
				poll: async () => await given.by(trigger.poll()),
				overlap: async () =>
					await Promise.all([given.by(trigger.poll()), given.by(trigger.poll())]),
				'fetch test event': async () => await trigger.fetchTestEvent().catch(() => undefined),
				fault,
				order: (which) =>
					(settings.mediaOrder = pick(['newest', 'oldest', 'shuffled'] as const, which)),
				shape: (which) => (settings.mediaListShape = pick(['object', 'array'] as const, which)),
				restart: async () => await given.by(trigger.restart()),
			};
			for (const [step, which] of sequence) await acts[step]?.(which);

			api.sandbox.faults.clear();
			await given.by(trigger.poll());
			await given.by(trigger.poll());
			const there = new Set(api.sandbox.media.map(({ mediaId }) => mediaId));
			expect(old.filter((id) => given.timesOf(id) > 0)).toEqual([]);
			expect([...fresh].filter((id) => given.timesOf(id) > 1)).toEqual([]);
			expect([...fresh].filter((id) => there.has(id) && given.timesOf(id) !== 1)).toEqual([]);
			expect(trigger.saved.length).toBeLessThan(5000);
		}),
		{ numRuns: CASES },
	);
}, 300_000);

test('Every end of a scheduled post that was seen comes once', async () => {
	const steps = sequenceOf(
		'schedule',
		'schedule',
		'end',
		'end',
		'poll',
		'poll',
		'clear poll',
		'overlap',
		'fetch test event',
		'fault',
		'hide',
		'restart',
	);
	await fc.assert(
		fc.asyncProperty(steps, async (sequence) => {
			api.sandbox.reset();
			const given = new Given();
			const schedule = async () =>
				await schedulePost(api.sandbox, { dueInMs: DAY_MS, caption: 'x' });
			const open = [await schedule()];
			const ended: string[] = [];
			const trigger = workflow('scheduledPostEnded');
			trigger.parameters.outcomes = ['canceled', 'failed', 'succeeded'];
			await trigger.activate();

			/** Posts that the trigger has seen for sure, and those of them that n8n has saved with what it remembers. */
			let seen = new Set(open);
			let saved = new Set(open);
			const poll = async () => {
				if (await given.by(trigger.poll())) saved = new Set(seen);
			};
			const acts: Record<string, (which: number) => unknown> = {
				schedule: async () => open.push(await schedule()),
				end(which) {
					const [id] = open.splice(which % Math.max(1, open.length), 1);
					if (id === undefined) return;
					api.sandbox.endJob(id, pick(['succeeded', 'failed', 'canceled'] as const, which));
					ended.push(id);
				},
				poll,
				async 'clear poll'() {
					api.sandbox.faults.clear();
					await poll();
					for (const id of open) seen.add(id);
				},
				overlap: async () => await Promise.all([poll(), poll()]),
				'fetch test event': async () => await trigger.fetchTestEvent().catch(() => undefined),
				fault,
				/** A list that is empty by mistake. */
				hide: () =>
					api.sandbox.faults.add({
						kind: 'status',
						path: '/publish/scheduled',
						status: 200,
						json: { scheduled: [] },
					}),
				async restart() {
					seen = new Set(saved);
					await given.by(trigger.restart());
				},
			};
			for (const [step, which] of sequence) await acts[step]?.(which);

			api.sandbox.faults.clear();
			await given.by(trigger.poll());
			await given.by(trigger.poll());
			expect(open.filter((id) => given.timesOf(id) > 0)).toEqual([]);
			expect(ended.filter((id) => given.timesOf(id) > 1)).toEqual([]);
			expect(ended.filter((id) => seen.has(id) && given.timesOf(id) !== 1)).toEqual([]);
			expect(trigger.saved.length).toBeLessThan(20_000);
		}),
		{ numRuns: CASES },
	);
}, 300_000);

test.each(['newMedia', 'scheduledPostEnded'])(
	'Whatever Wonda answers, a poll gives items or an error in the words of the node: %s',
	async (event) => {
		// Jobs are polled under IDs that the answers made up.
		api.allowViolations();
		const anything = fc.jsonValue({ maxDepth: 5 });
		const entry = fc.oneof(
			anything,
			fc.record({ mediaId: anything, outputJobId: anything, status: anything }),
			fc.record({
				mediaId: fc.constantFrom('a', 'b', '__proto__'),
				outputJobId: fc.constantFrom('a', 'b', '__proto__', 'constructor'),
				status: fc.constantFrom('scheduled', 'failed', 'toString'),
			}),
		);
		const lists = fc.array(fc.oneof(anything, fc.array(entry)), { minLength: 1, maxLength: 3 });
		await fc.assert(
			fc.asyncProperty(lists, anything, async (answers, job) => {
				api.sandbox.reset();
				const answer = (path: string, json: unknown, times = 1) =>
					api.sandbox.faults.add({
						kind: 'status',
						status: 200,
						json,
						text: JSON.stringify(json),
						path,
						times,
					});
				const trigger = workflow(event);
				const given = new Given();
				answer('/jobs/*', job, 100);
				for (const json of answers) {
					answer(event === 'newMedia' ? '/media' : '/publish/scheduled', json);
					await given.by(trigger.poll());
				}
				await given.by(trigger.restart());
			}),
			{ numRuns: CASES * 2 },
		);
	},
	300_000,
);
