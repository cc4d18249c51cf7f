interface Item {
	readonly json: Readonly<Record<string, unknown>>;
}

/** What nodes put out: by the node's name, the items of each of its outputs. */
export type Outputs = Readonly<Record<string, readonly (readonly Item[])[]>>;

/** For each item, what `change` makes of its JSON and of that of the same item in `before`. */
function each<T>(
	now: Outputs,
	before: Outputs,
	change: (json: Item['json'], was: Item['json']) => T,
): [node: string, items: { item: Item; changed: T }[][]][] {
	return Object.entries(now).map(([node, outputs]) => [
		node,
		outputs.map((items, output) =>
			items.map((item, index) => ({
				item,
				changed: change(item.json, before[node]?.[output]?.[index]?.json ?? {}),
			})),
		),
	]);
}

/** The outputs without the fields that items did not have before. */
export function withoutGained(now: Outputs, before: Outputs): Outputs {
	const nodes = each(now, before, (json, was) =>
		Object.fromEntries(Object.entries(json).filter(([name]) => Object.hasOwn(was, name))),
	);
	return Object.fromEntries(
		nodes.map(([node, outputs]) => [
			node,
			outputs.map((items) => items.map(({ item, changed }) => ({ ...item, json: changed }))),
		]),
	);
}

/** The fields that items have and did not have before, by the node's name; nodes without any are left out. */
export function gained(now: Outputs, before: Outputs): Record<string, string[]> {
	const nodes = each(now, before, (json, was) =>
		Object.keys(json).filter((name) => !Object.hasOwn(was, name)),
	);
	return Object.fromEntries(
		nodes
			.map(([node, outputs]) => {
				const names = outputs.flatMap((items) => items.flatMap(({ changed }) => changed));
				return [node, [...new Set(names)].sort()] as const;
			})
			.filter(([, names]) => names.length > 0),
	);
}
