import { inspect } from 'node:util';

/**
 * Everything that a value holds, as text: what n8n would save of it and more (causes of errors, hidden properties), so
 * that a secret cannot hide in it.
 */
export function reveal(value: unknown): string {
	return inspect(value, {
		depth: Infinity,
		showHidden: true,
		maxArrayLength: null,
		maxStringLength: null,
	});
}
