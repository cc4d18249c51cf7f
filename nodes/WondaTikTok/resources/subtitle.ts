import { LEVELS } from '../fields/privacyLevel';
import type { Resource } from './operation';

/** Where a post comes from, by the values of Source. */
const SOURCES = { mediaId: 'from the library', binary: 'from a file', url: 'from a link' };

/** An expression that looks a parameter's value up in a table. */
const lookUp = (table: object, value: string) => `(${JSON.stringify(table)})[${value}]`;

/**
 * The expression for what the canvas shows below the node's name, which is the chosen action by default: of a post who can see it
 * and where it comes from, such as "Everyone · from a file"; of any other operation the action, such as "Get publish job".
 */
export function subtitleOf(resources: Resource[]): string {
	const actions = resources.flatMap(({ value, operations }) =>
		operations.map(({ option }): [string, string] => [
			`${value}:${option.value}`,
			option.action ?? '',
		]),
	);
	const privacy = LEVELS.map(({ value, name }) => [value, name]);
	// The editor may not know the value of an expression.
	const parts = [
		lookUp(Object.fromEntries(privacy), '$rawParameter["privacyLevel"]'),
		lookUp(SOURCES, '$parameter["source"]'),
	];
	const post = `[${parts.join(', ')}].filter(Boolean).join(" · ")`;
	const action = lookUp(
		Object.fromEntries(actions),
		'$parameter["resource"] + ":" + $parameter["operation"]',
	);
	return `={{ ["video", "carousel"].includes($parameter["resource"]) ? ${post} : ${action} }}`;
}
