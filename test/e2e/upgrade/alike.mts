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
