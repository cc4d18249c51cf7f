import type { IDataObject, IExecuteSingleFunctions, INode } from 'n8n-workflow';

import { readFields, type Parts } from '../../nodes/shared/rules/readFields';
import type { Rules } from '../../nodes/shared/rules/rule';

/** What n8n resolves for a parameter; one that is an Error cannot be resolved. */
type Resolved = Record<string, unknown>;

/** n8n's context of an item: parameters as they were saved, and what becomes of their expressions. */
export function contextOf(parameters: IDataObject, resolved: Resolved = {}) {
	const asked: string[] = [];
	const context: Partial<IExecuteSingleFunctions> = {
		getNode: () => ({ parameters }) as INode,
		getTimezone: () => 'UTC',
		getNodeParameter: ((path: string, fallback?: unknown, options?: { extractValue?: boolean }) => {
			asked.push(path);
			const value = Object.hasOwn(resolved, path) ? resolved[path] : fallback;
			if (value instanceof Error) throw value;
			// A resource locator comes with its mode unless its value alone is asked for.
			return options?.extractValue ? value : { __rl: true, mode: 'id', value };
		}) as IExecuteSingleFunctions['getNodeParameter'],
	};
	return { context: context as IExecuteSingleFunctions, asked };
}

/** Reads the fields of a node on an item; all of them come back as they are after that. */
export async function read(
	parameters: IDataObject,
	request: Parts,
	resolved?: Resolved,
	rules?: Rules,
) {
	const { context, asked } = contextOf({ resource: 'video', ...parameters }, resolved);
	const { fields, broken } = await readFields(context, request, rules);
	return { fields, broken, asked, request };
}
