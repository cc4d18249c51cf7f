/** Things by what they have in common; Node 20 has no `Map.groupBy`. */
export function grouped<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const thing of things) {
		const key = keyOf(thing);
		groups.set(key, [...(groups.get(key) ?? []), thing]);
	}
	return groups;
}
