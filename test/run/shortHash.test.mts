import { shortHash } from '../../nodes/shared/run/shortHash';

test('A hash is short, tells values apart, and tells none of them', () => {
	const values = [['a'], ['b'], ['a', ''], [['a']], [1], [null]];
	const hashes = values.map((value) => shortHash(value));
	for (const hash of hashes) expect(hash).toMatch(/^[\w-]{16}$/);
	expect(new Set(hashes).size).toBe(values.length);
	expect(shortHash(['a'])).toBe(hashes[0]);
});
