import fc from 'fast-check';
import { NodeApiError } from 'n8n-workflow';

import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { schedulePost } from '../../support/schedulePost.mts';
import { TriggeredWorkflow, type Polled } from '../../support/trigger.mts';

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

/** Puts a fault in the way of a later request, however near. */
function fault(which: number): void {
	const kinds = [
		{ kind: 'resetBefore' },
		{ kind: 'resetReading' },
		{ kind: 'status', status: 500 },
		{ kind: 'status', status: 200, body: 'html' },
		{ kind: 'status', status: 200, json: { error: { message: 'm' }, media: [] } },
		{ kind: 'status', status: 200, json: { media: [], meta: { errors: [{ message: 'm' }] } } },
		{ kind: 'rateLimit' },
	] as const;
	const [kind = kinds[0]] = kinds.slice(which % kinds.length);
	api.sandbox.faults.add({ ...kind, method: 'GET', nth: 1 + (which % 3) });
}

/** What polls have told, by ID: each thing as often as it was. */
class Told {
	private readonly times = new Map<unknown, number>();

	constructor(private readonly idName: string) {}

	/** Takes in what a poll gives. A fault that is said tells nothing. */
	async from(polled: Promise<Polled>): Promise<void> {
		const items = await polled.catch((error: unknown) => {
			expect(error).toBeInstanceOf(NodeApiError);
			return [];
		});
		for (const item of items ?? []) {
			const id = item[this.idName];
			this.times.set(id, this.of(id) + 1);
		}
	}

	of(id: unknown): number {
		return this.times.get(id) ?? 0;
	}
}

test('Every new upload comes once, and nothing old does', async () => {
	const steps = sequenceOf(
		'upload',
		'upload',
		'delete',
		'bring back',
		'poll',
		'poll',
		'overlap',
		'fault',
		'order',
		'shape',
		'restart',
	);
	await fc.assert(
		fc.asyncProperty(steps, async (sequence) => {
			api.sandbox.reset();
			const { settings } = api.sandbox;
			const told = new Told('mediaId');
			const old = api.sandbox.media.map(({ mediaId }) => mediaId);
			const fresh = new Set<string>();
			const deleted: ReturnType<typeof api.sandbox.removeMedia>[] = [];
			const made = workflow('newMedia');
			await made.activate();

			const acts = {
				upload: () => void fresh.add(api.sandbox.addMedia().mediaId),
				delete(which: number) {
					const { media } = api.sandbox;
					const { mediaId = '' } = media[which % media.length] ?? {};
					deleted.push(api.sandbox.removeMedia(mediaId));
				},
				'bring back'() {
					const back = deleted.pop();
					if (back) api.sandbox.addMedia(back);
				},
				poll: async () => await told.from(made.poll()),
				overlap: async () =>
					void (await Promise.all([told.from(made.poll()), told.from(made.poll())])),
				fault,
				order: (which: number) =>
					void (settings.mediaOrder =
						(['newest', 'oldest', 'shuffled'] as const)[which % 3] ?? 'newest'),
				shape: (which: number) =>
					void (settings.mediaListShape =
						(['object', 'array', 'nested'] as const)[which % 3] ?? 'object'),
				restart: async () => await told.from(made.restart()),
			};
			for (const [step, which] of sequence) await acts[step](which);

			api.sandbox.faults.clear();
			await told.from(made.poll());
			await told.from(made.poll());
			const there = new Set(api.sandbox.media.map(({ mediaId }) => mediaId));
			expect(old.filter((id) => told.of(id) > 0)).toEqual([]);
			expect([...fresh].filter((id) => told.of(id) > 1)).toEqual([]);
			expect([...fresh].filter((id) => there.has(id) && told.of(id) !== 1)).toEqual([]);
			expect(made.saved.length).toBeLessThan(5000);
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
		'overlap',
		'fault',
		'hide',
		'restart',
	);
	await fc.assert(
		fc.asyncProperty(steps, async (sequence) => {
			api.sandbox.reset();
			const told = new Told('outputJobId');
			const open: string[] = [await schedulePost(api.sandbox, { dueInMs: DAY_MS, caption: '' })];
			const ended = new Set<string>();
			const made = workflow('scheduledPostEnded');
			made.parameters.outcomes = ['canceled', 'failed', 'succeeded'];
			await made.activate();

			/** The posts that have ended and were known then: a kill may take what was not saved. */
			const due = new Set<string>();
			const acts = {
				async schedule() {
					open.push(await schedulePost(api.sandbox, { dueInMs: DAY_MS, caption: 'x' }));
				},
				end(which: number) {
					const [id] = open.splice(which % Math.max(1, open.length), 1);
					if (id === undefined) return;
					const statuses = ['succeeded', 'failed', 'canceled'] as const;
					api.sandbox.endJob(id, statuses[which % 3] ?? 'failed');
					ended.add(id);
					if (JSON.stringify(made.memory).includes(id)) due.add(id);
				},
				poll: async () => await told.from(made.poll()),
				overlap: async () =>
					void (await Promise.all([told.from(made.poll()), told.from(made.poll())])),
				fault,
				/** A list that is empty by mistake. */
				hide: () =>
					void api.sandbox.faults.add({
						kind: 'status',
						path: '/publish/scheduled',
						status: 200,
						json: { scheduled: [] },
					}),
				async restart() {
					for (const id of due) if (told.of(id) === 0 && !made.saved.includes(id)) due.delete(id);
					await told.from(made.restart());
				},
			};
			for (const [step, which] of sequence) await acts[step](which);

			api.sandbox.faults.clear();
			await told.from(made.poll());
			await told.from(made.poll());
			expect([...open, ...ended].filter((id) => told.of(id) > 1)).toEqual([]);
			expect(open.filter((id) => told.of(id) > 0)).toEqual([]);
			expect([...due].filter((id) => told.of(id) !== 1)).toEqual([]);
			expect(made.saved.length).toBeLessThan(20_000);
		}),
		{ numRuns: CASES },
	);
}, 300_000);

describe('Whatever comes, a poll gives items or an error in the words of the node', () => {
	const anything = fc.jsonValue({ maxDepth: 5 });
	const list = fc.oneof(
		anything,
		fc.array(
			fc.oneof(
				anything,
				fc.record({
					mediaId: anything,
					outputJobId: anything,
					status: anything,
					createdAt: anything,
				}),
				fc.record({
					outputJobId: fc.constantFrom('a', 'b', '__proto__', 'constructor'),
					status: fc.constantFrom('scheduled', 'failed', 'toString'),
				}),
			),
		),
	);

	test.each(['newMedia', 'scheduledPostEnded'])(
		'%s',
		async (event) => {
			// Jobs are looked at under IDs that the service made up.
			api.allowViolations();
			await fc.assert(
				fc.asyncProperty(
					fc.array(list, { minLength: 1, maxLength: 3 }),
					anything,
					async (lists, job) => {
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
						const made = workflow(event);
						const told = new Told('mediaId');
						answer('/jobs/*', job, 100);
						for (const json of lists) {
							answer(event === 'newMedia' ? '/media' : '/publish/scheduled', json);
							await told.from(made.poll());
						}
						await told.from(made.restart());
					},
				),
				{ numRuns: CASES * 2 },
			);
		},
		300_000,
	);

	test.each(['newMedia', 'scheduledPostEnded'])(
		'%s, also with a memory that holds anything',
		async (event) => {
			// Jobs are looked at under IDs that the memory made up.
			api.allowViolations();
			const memories = fc.oneof(
				anything,
				fc.record({ media: anything, posts: anything, ended: anything, since: anything }),
				fc.record({
					posts: fc.array(fc.record({ id: anything, entry: anything, leftAt: anything })),
					ended: fc.array(anything),
				}),
			);
			await fc.assert(
				fc.asyncProperty(memories, anything, async (known, faults) => {
					api.sandbox.reset();
					const made = workflow(event);
					await made.activate();
					const data = { ...made.memory, known, faults };
					made.saved = JSON.stringify({ 'node:Wonda TikTok Trigger': data });
					const told = new Told('mediaId');
					await told.from(made.restart());
					await told.from(made.poll());
				}),
				{ numRuns: CASES * 2 },
			);
		},
		300_000,
	);
});
