import type { Resource } from './properties';

/**
 * What stands below the node's name on the canvas: the chosen action in words, such as "Publish video".
 *
 * @param resources whose operations can be chosen
 * @returns an expression, which n8n resolves in the browser
 */
export function subtitleOf(resources: Resource[]): string {
	const actions = resources.flatMap(({ option, operations }) =>
		operations.map((operation): [string, string] => [
			`${option.value}:${operation.option.value}`,
			operation.option.action ?? '',
		]),
	);
	const table = JSON.stringify(Object.fromEntries(actions));
	return `={{ (${table})[$parameter["resource"] + ":" + $parameter["operation"]] }}`;
}
