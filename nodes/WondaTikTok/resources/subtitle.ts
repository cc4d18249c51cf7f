import type { Resource } from './operation';

/**
 * What the canvas shows below the node's name: the chosen action, such as "Publish video".
 *
 * @param resources whose operations can be chosen
 * @returns an expression, which n8n resolves in the browser
 */
export function subtitleOf(resources: Resource[]): string {
	const actions = resources.flatMap(({ value, operations }) =>
		operations.map(({ option }): [string, string] => [
			`${value}:${option.value}`,
			option.action ?? '',
		]),
	);
	const table = JSON.stringify(Object.fromEntries(actions));
	return `={{ (${table})[$parameter["resource"] + ":" + $parameter["operation"]] }}`;
}
