import type { IDataObject } from 'n8n-workflow';

import { scheduledPostEnded } from '../../nodes/WondaTikTokTrigger/events/scheduledPostEnded';
import { answer, KEY, refusing, reset } from '../operations/loop.mts';
import { useQuickTime } from '../support/time.mts';
import { Poller, type Service } from './poller.mts';

const time = useQuickTime();

const NOW = Date.parse('2027-01-01T00:00:00Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

beforeEach(() => {
	jest.setSystemTime(NOW);
});

/** What a poll tells of posts that have left the list, by what a look at each comes to. */
async function tell(posts: object[], look: Service, list: object[] = []) {
	const poller = new Poller((path) =>
		path === '/publish/scheduled' ? answer(list) : look(path.replace('/jobs/publish/', '')),
	);
	const known = { posts, ended: [] } as IDataObject;
	const telling = await time.passDuring(scheduledPostEnded.look(await poller.pollNow(), known));
	jest.setSystemTime(NOW);
	return { warnings: poller.warnings, ...telling(known) };
}

const underWay = () => answer({ status: 'in_progress' });
const unknown = () => refusing(404);

const LOOKS: Record<string, Service> = { underWay, unknown, broken: reset };

describe('A post that has left the list and has not ended', () => {
	test('is remembered with when it left, and when it was seen', async () => {
		const { known, found } = await tell([{ id: 'a', entry: { b: 1 } }], underWay);
		expect(found).toEqual([]);
		expect(known.posts).toEqual([{ id: 'a', entry: { b: 1 }, leftAt: NOW, seenAt: NOW }]);
	});

	test('keeps when it left', async () => {
		const leftAt = NOW - HOUR_MS;
		const { known } = await tell([{ id: 'a', leftAt, seenAt: leftAt }], underWay);
		expect(known.posts).toEqual([{ id: 'a', leftAt, seenAt: NOW }]);
	});

	test.each(['unknown', 'broken'])('is not seen by a look without an answer: %s', async (look) => {
		const leftAt = NOW - HOUR_MS;
		const { known } = await tell(
			[{ id: 'a', leftAt, seenAt: leftAt + 1 }, { id: 'b' }],
			LOOKS[look] as Service,
		);
		expect(known.posts).toEqual([
			{ id: 'a', leftAt, seenAt: leftAt + 1 },
			{ id: 'b', leftAt: NOW },
		]);
	});

	test.each(['scheduled', 'queued', undefined, null, 5, 'Failed'])(
		'has a status that is no end: %j',
		async (status) => {
			const { known, found } = await tell([{ id: 'a' }], () => answer({ status }));
			expect(found).toEqual([]);
			expect(known).toMatchObject({ posts: [{ id: 'a' }], ended: [] });
		},
	);

	test('stands before those that are to come, and behind those that were not looked at', async () => {
		const posts = Array.from({ length: 102 }, (_, index) => ({ id: `p-${index}` }));
		const entry = { outputJobId: 'next' };
		const { known } = await tell(posts, underWay, [entry]);
		expect((known.posts as { id: string }[]).map(({ id }) => id)).toEqual([
			...['p-100', 'p-101'],
			...posts.slice(0, 100).map(({ id }) => id),
			'next',
		]);
		expect(known.posts).toContainEqual({ id: 'p-100', leftAt: NOW });
	});
});

/** Since when a post has left, when it was seen last, what a look comes to, and whether it is given up. */
const ENDS: [leftMs: number, seenMs: number | undefined, look: string, isGivenUp: boolean][] = [
	[DAY_MS, undefined, 'unknown', false],
	[DAY_MS + 1, undefined, 'unknown', true],
	[2 * DAY_MS, DAY_MS, 'unknown', false],
	[2 * DAY_MS, DAY_MS + 1, 'unknown', true],
	[29 * DAY_MS, DAY_MS, 'unknown', false],
	[2 * DAY_MS, 2 * DAY_MS, 'broken', false],
	[2 * DAY_MS, 2 * DAY_MS, 'underWay', false],
	[30 * DAY_MS, DAY_MS, 'underWay', false],
	[30 * DAY_MS + 1, DAY_MS, 'underWay', true],
	[30 * DAY_MS, DAY_MS, 'broken', false],
	[30 * DAY_MS + 1, DAY_MS, 'broken', true],
	[30 * DAY_MS + 1, 1, 'unknown', true],
];

test.each(ENDS)('Left %i ms ago, seen %j ms ago, now %s, given up: %j', async (...row) => {
	const [leftMs, seenMs, look, isGivenUp] = row;
	const seenAt = seenMs === undefined ? undefined : NOW - seenMs;
	const { known, warnings, found } = await tell(
		[{ id: 'a', leftAt: NOW - leftMs, seenAt }],
		LOOKS[look] as Service,
	);
	expect(found).toEqual([]);
	expect(known.posts).toHaveLength(isGivenUp ? 0 : 1);
	expect(known.ended).toEqual([]);
	expect(warnings).toEqual(isGivenUp ? ['What became of the scheduled post a cannot be seen'] : []);
});

test('A post that has ended is told, however long ago it left', async () => {
	const { found, warnings } = await tell([{ id: 'a', leftAt: NOW - 90 * DAY_MS }], () =>
		answer({ status: 'failed' }),
	);
	expect(found).toHaveLength(1);
	expect(warnings).toEqual([]);
});

describe('Trouble with looks', () => {
	const POSTS = ['a', 'b', 'c'].map((id) => ({ id }));

	const troubleOf = async (looks: Record<string, ReturnType<Service>>) =>
		(await tell(POSTS, (id) => looks[id] ?? answer({ status: 'failed' }))).trouble;

	test('is none where all were answered, or are not known', async () => {
		expect(await troubleOf({})).toBeUndefined();
		expect(await troubleOf({ a: unknown(), b: underWay() })).toBeUndefined();
	});

	test('hurts no other look', async () => {
		const { found, trouble } = await tell(POSTS, (id) =>
			id === 'b' ? reset() : answer({ status: 'failed' }),
		);
		expect(found.map(({ outputJobId }) => outputJobId)).toEqual(['a', 'c']);
		expect(trouble).toMatchObject({ kind: 'broken' });
	});

	test.each([400, 403, 409, 429, 500])(
		'may pass, with the job that it was first: %i',
		async (status) => {
			const trouble = await troubleOf({ a: unknown(), b: refusing(status), c: refusing(500) });
			expect(trouble).toMatchObject({ kind: 'broken', facts: { httpStatus: status } });
			expect(trouble?.facts.description).toMatch(/\(HTTP \d{3}\)\. Job ID: b$/);
		},
	);

	test('does not pass where the key is of no use', async () => {
		const trouble = await troubleOf({ a: refusing(500), b: refusing(401, `No ${KEY}`) });
		expect(trouble).toMatchObject({
			kind: 'refused',
			message: 'Wonda does not accept the API key: No [API key]',
		});
		expect(trouble?.facts.description).toMatch(/ Job ID: b$/);
	});
});
