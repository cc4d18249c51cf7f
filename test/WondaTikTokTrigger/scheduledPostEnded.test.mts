import type { IDataObject } from 'n8n-workflow';

import { scheduledPostEnded } from '../../nodes/WondaTikTokTrigger/events/scheduledPostEnded';
import type { Failure } from '../../nodes/shared/failures/failure';
import { shortHash } from '../../nodes/shared/run/shortHash';
import { answer, errorOf, refusing } from '../operations/loop.mts';
import { useQuickTime } from '../support/time.mts';
import { Poller, type Service } from './poller.mts';

const time = useQuickTime();

const LIST = '/publish/scheduled';

/** What is remembered of a post that has ended. */
const key = (id: string) => shortHash([id]);

const entry = (outputJobId: string, status = 'scheduled') => ({ outputJobId, status });

/** A service with a scheduled list, and with jobs by ID; others it does not know. */
const having =
	(list: unknown[], jobs: Record<string, unknown> = {}): Service =>
	(path) => {
		if (path === LIST) return answer({ scheduled: list });
		const job = jobs[path.replace('/jobs/publish/', '')];
		return job === undefined ? refusing(404) : answer(job);
	};

interface Given {
	list?: unknown[];
	jobs?: Record<string, unknown>;
	outcomes?: string[];
	/** Undefined where nothing is remembered. */
	known?: object;
}

/** What a poll tells, and what it has asked for. */
async function tell({ list = [], jobs, outcomes, known }: Given) {
	const poller = new Poller(having(list, jobs));
	if (outcomes) poller.parameters = { outcomes };
	const remembered = known as IDataObject | undefined;
	const telling = await time.passDuring(
		scheduledPostEnded.look(await poller.pollNow(), remembered),
	);
	const asked = poller.asked.map(({ url }) => url.replace('/jobs/publish/', ''));
	return { asked, warnings: poller.warnings, ...telling(remembered) };
}

test('Which posts are watched does not depend on the outcomes that are told', () => {
	const poller = new Poller(() => answer([]));
	expect(scheduledPostEnded.scope(poller.context)).toEqual([]);
	poller.parameters = { outcomes: ['success'] };
	expect(() => scheduledPostEnded.scope(poller.context)).toThrow('Outcomes must be one of');
});

test('The list is asked for, with a time after which it is given up', async () => {
	const poller = new Poller(having([]));
	await time.passDuring(scheduledPostEnded.look(await poller.pollNow(), undefined));
	expect(poller.asked).toMatchObject([{ url: LIST, timeout: 15_000 }]);
});

test('The first poll tells nothing, and remembers what is to come and what has ended', async () => {
	const list = [entry('a'), entry('b', 'failed'), { outputJobId: 'c' }, entry('d', 'odd')];
	const { asked, found, known, trouble } = await tell({ list });
	expect(asked).toEqual([LIST]);
	expect(found).toEqual([]);
	expect(trouble).toBeUndefined();
	expect(known).toEqual({
		posts: [
			{ id: 'a', entry: list[0] },
			{ id: 'c', entry: list[2] },
			{ id: 'd', entry: list[3] },
		],
		ended: [key('b')],
	});
});

describe('A later poll', () => {
	test('asks for nothing more while all are in the list, and remembers their entries anew', async () => {
		const known = { posts: [{ id: 'a', entry: { old: true } }], ended: [key('x')] };
		const { asked, ...told } = await tell({ list: [entry('n'), entry('a')], known });
		expect(asked).toEqual([LIST]);
		expect(told).toEqual({
			found: [],
			known: {
				posts: [
					{ id: 'n', entry: entry('n') },
					{ id: 'a', entry: entry('a') },
				],
				ended: [key('x')],
			},
			trouble: undefined,
			warnings: [],
		});
	});

	test('tells a post that has left the list and has ended, with its entry as last seen', async () => {
		const known = { posts: [{ id: 'a', entry: { caption: 'Hi' } }, { id: 'b' }], ended: [] };
		const jobs = {
			a: { outputJobId: 'other', status: 'succeeded', permalink: 'p' },
			b: { status: 'failed' },
		};
		const { asked, found, known: now } = await tell({ known, jobs });
		expect(asked).toEqual([LIST, 'a', 'b']);
		expect(found).toEqual([
			{
				outputJobId: 'a',
				status: 'succeeded',
				permalink: 'p',
				scheduledPost: { caption: 'Hi' },
			},
			{ outputJobId: 'b', status: 'failed', scheduledPost: { outputJobId: 'b' } },
		]);
		expect(now).toEqual({ posts: [], ended: [key('a'), key('b')] });
	});

	test('tells the outcomes that were chosen, and remembers the others as told', async () => {
		const known = { posts: ['a', 'b', 'c'].map((id) => ({ id })), ended: [] };
		const jobs = { a: entry('a', 'succeeded'), b: entry('b', 'failed'), c: entry('c', 'canceled') };
		const usual = await tell({ known, jobs });
		expect(usual.found.map(({ outputJobId }) => outputJobId)).toEqual(['a', 'b']);
		const chosen = await tell({ known, jobs, outcomes: ['canceled'] });
		expect(chosen.found.map(({ outputJobId }) => outputJobId)).toEqual(['c']);
		for (const { known: now } of [usual, chosen]) {
			expect(now).toEqual({ posts: [], ended: [key('a'), key('b'), key('c')] });
		}
	});

	test('looks at a post that stands in the list as one that has ended, known or not', async () => {
		const list = [entry('a', 'failed'), entry('new', 'canceled'), entry('told', 'failed')];
		const known = { posts: [{ id: 'a' }], ended: [key('told')] };
		const jobs = { a: entry('a', 'failed'), new: entry('new', 'failed') };
		const { asked, found, known: now } = await tell({ list, known, jobs });
		expect(asked).toEqual([LIST, 'a', 'new']);
		expect(found.map(({ outputJobId }) => outputJobId)).toEqual(['a', 'new']);
		expect(found[1]).toMatchObject({ scheduledPost: list[1] });
		expect(now).toEqual({ posts: [], ended: [key('told'), key('a'), key('new')] });
	});

	test('looks once at a post that is remembered and stands in the list as ended', async () => {
		const known = { posts: [{ id: 'a', entry: entry('a') }], ended: [] };
		const jobs = { a: entry('a', 'succeeded') };
		const { asked, found } = await tell({ list: [entry('a', 'succeeded')], known, jobs });
		expect(asked).toEqual([LIST, 'a']);
		expect(found).toMatchObject([{ scheduledPost: entry('a') }]);
	});

	test('does not watch a told post that comes back, and remembers it longer', async () => {
		const known = { posts: [], ended: [key('a'), key('b')] };
		const { asked, found, known: now } = await tell({ list: [entry('a')], known });
		expect(asked).toEqual([LIST]);
		expect(found).toEqual([]);
		expect(now).toEqual({ posts: [], ended: [key('b'), key('a')] });
	});

	test('remembers two thousand that have ended, the latest', async () => {
		const ended = Array.from({ length: 2000 }, (_, index) => `key-${index}`);
		const jobs = { a: entry('a', 'failed') };
		const { known: now } = await tell({ known: { posts: [{ id: 'a' }], ended }, jobs });
		expect(now.ended).toEqual([...ended.slice(1), key('a')]);
	});
});

test('What is told depends on what is known when the looks are over: nothing, where it begins anew', async () => {
	const poller = new Poller(having([entry('b')], { a: entry('a', 'failed') }));
	const known = { posts: [{ id: 'a' }], ended: [] };
	const telling = await time.passDuring(
		scheduledPostEnded.look(await poller.pollNow(), known as never),
	);
	const anew = { posts: [{ id: 'b', entry: entry('b') }], ended: [] };
	expect(telling(undefined)).toEqual({ known: anew, found: [] });
	expect(telling({ posts: [], ended: [key('a')] }).found).toEqual([]);
	expect(telling(known as never).found).toHaveLength(1);
});

describe('The example', () => {
	const example = async (service: Service) =>
		await time.passDuring(scheduledPostEnded.example(await new Poller(service).pollNow()));

	test('is the first scheduled post', async () => {
		const service = having([entry('a'), entry('b')], { a: { status: 'scheduled', b: 1 } });
		expect(await example(service)).toEqual({
			outputJobId: 'a',
			status: 'scheduled',
			b: 1,
			scheduledPost: entry('a'),
		});
	});

	test('cannot be had where none is scheduled', async () => {
		expect(await errorOf<Failure>(example(having([])))).toMatchObject({
			kind: 'invalid',
			message: 'No scheduled post could be found',
			facts: {
				description:
					'The example is a post that is still scheduled, since no list has those that ended: schedule one, then fetch again.',
			},
		});
	});
});
