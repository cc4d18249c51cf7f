// What is another one in each run: the IDs that the API makes up, and the days.

const MADE_UP: readonly (readonly [RegExp, string])[] = [
	[/\b(?!019e1b70|550e8400)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'ID'],
	[/\bv0[0-9a-f]{16,}\b/g, 'TIKTOK ID'],
	// Whether a file's name is in its address is not documented.
	[/(\.media\.example\.com\/ID)\/[\w.]+/g, '$1'],
	[/\/video\/\d+/g, '/video/NUMBER'],
	[/\d{4}-\d{2}-\d{2}(?=T\d{2}:\d{2})/g, 'DATE'],
];

/** A copy in which whatever differs from run to run is the same, so that runs can be compared. */
export function alike<T>(value: T): T {
	const text = MADE_UP.reduce(
		(text, [pattern, by]) => text.replace(pattern, by),
		JSON.stringify(value),
	);
	return JSON.parse(text) as T;
}

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
