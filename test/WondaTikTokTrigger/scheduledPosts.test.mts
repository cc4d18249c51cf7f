import { isFinal, kept, postsIn, read } from '../../nodes/WondaTikTokTrigger/events/scheduledPosts';

const times = <T,>(count: number, make: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => make(index));

test.each<[unknown, boolean]>([
	['canceled', true],
	['failed', true],
	['succeeded', true],
	['scheduled', false],
	['queued', false],
	['Failed', false],
	['', false],
	['constructor', false],
	[undefined, false],
	[null, false],
	[['failed'], false],
])('A status is the end of a job: %j, %j', (status, is) => {
	expect(isFinal(status)).toBe(is);
});

const IDS_OF_NONE: unknown[] = [
	...[undefined, null, 5, true, {}, ['a'], '', ' ', 'a b', ' a', 'a\n', '../a', 'a/b', 'a?b', 'ä'],
	'a'.repeat(101),
];

describe('Posts in a list', () => {
	test('are its entries with an ID, each once, in their order, whatever else they hold', () => {
		const one = { outputJobId: 'b-1', status: 5 };
		const two = { outputJobId: 'a_2' };
		const list = [null, 'text', one, 7, [two], two, { ...one, again: true }, {}];
		expect(postsIn(list)).toEqual([
			{ id: 'b-1', entry: one },
			{ id: 'a_2', entry: two },
		]);
	});

	test.each(IDS_OF_NONE)('are none with the ID %j', (outputJobId) => {
		expect(postsIn([{ outputJobId }])).toEqual([]);
	});

	test('have IDs of 100 characters at most', () => {
		expect(postsIn([{ outputJobId: 'a'.repeat(100) }])).toHaveLength(1);
	});
});

describe('What was kept is read', () => {
	test('as it was', () => {
		const post = { id: 'a', entry: { b: 1 }, leftAt: 1, seenAt: 0 };
		expect(read({ posts: [post, { id: 'b' }], ended: ['x', ''] })).toEqual({
			posts: [post, { id: 'b' }],
			ended: ['x', ''],
		});
	});

	test.each<unknown>([undefined, null, 'text', 5, {}, { length: 1, 0: 'a' }])(
		'as nothing where %j is in its place',
		(value) => {
			expect(read({ posts: value, ended: value } as never)).toEqual({ posts: [], ended: [] });
		},
	);

	test('without posts that are none', () => {
		const posts = [null, 'a', ['a'], {}, ...IDS_OF_NONE.map((id) => ({ id })), { id: 'a' }];
		expect(read({ posts, ended: [] } as never).posts).toEqual([{ id: 'a' }]);
	});

	test('without parts of posts that are none', () => {
		for (const odd of ['1', null, {}, [1], true]) {
			const [post] = read({ posts: [{ id: 'a', leftAt: odd, seenAt: odd }] } as never).posts;
			expect(post).toEqual({ id: 'a' });
		}
		for (const odd of ['text', null, 5, [1], true]) {
			const [post = {}] = read({ posts: [{ id: 'a', entry: odd }] } as never).posts;
			expect(Object.keys(post)).toEqual(['id', 'leftAt', 'seenAt']);
		}
	});

	test('without keys that are none', () => {
		expect(read({ ended: ['a', 5, null, {}, ['b'], 'c'] } as never).ended).toEqual(['a', 'c']);
	});
});

describe('What is kept', () => {
	const keptPosts = (posts: object[]) =>
		kept({ posts: posts as never, ended: [] }).posts as object[];

	/** An entry that is so many characters long as JSON. */
	const entryOf = (length: number) => ({ x: 'x'.repeat(length - '{"x":""}'.length) });

	test('is all that is known', () => {
		const posts = [{ id: 'a', entry: { b: 1 }, leftAt: 1, seenAt: 2 }, { id: 'b' }];
		expect(kept({ posts, ended: ['x'] })).toEqual({ posts, ended: ['x'] });
	});

	test('is 2000 posts at most, the first ones', () => {
		const posts = times(2001, (index) => ({ id: `p-${index}` }));
		expect(keptPosts(posts)).toEqual(posts.slice(0, 2000));
		expect(keptPosts(posts.slice(1))).toEqual(posts.slice(1));
	});

	test('is no entry of more than 5000 characters, and the post all the same', () => {
		const posts = [5000, 5001].map((length) => ({ id: 'a', entry: entryOf(length), leftAt: 1 }));
		expect(keptPosts(posts)).toEqual([posts[0], { id: 'a', leftAt: 1 }]);
	});

	test('is 200,000 characters of entries at most', () => {
		const posts = times(41, () => ({ id: 'a', entry: entryOf(5000) }));
		expect(keptPosts(posts)).toEqual([...posts.slice(0, 40), { id: 'a' }]);
	});

	test('is a short entry behind one that has no more room', () => {
		const short = { id: 's', entry: entryOf(100) };
		const posts = [...times(39, () => ({ id: 'a', entry: entryOf(5000) }))];
		const almost = { id: 'b', entry: entryOf(4900) };
		const long = { id: 'c', entry: entryOf(101) };
		expect(keptPosts([...posts, almost, long, short, short])).toEqual([
			...posts,
			almost,
			{ id: 'c' },
			short,
			{ id: 's' },
		]);
	});

	test('is no entry that no JSON can hold', () => {
		const circle: { self?: unknown } = {};
		circle.self = circle;
		const right = { id: 'b', entry: { c: 1 } };
		expect(keptPosts([{ id: 'a', entry: circle }, right])).toEqual([{ id: 'a' }, right]);
	});

	test('is a copy of each post', () => {
		const post = { id: 'a', entry: { b: 1 } };
		const [one] = keptPosts([post]);
		expect(one).not.toBe(post);
	});
});
