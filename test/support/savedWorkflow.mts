import { readFileSync } from 'node:fs';
import path from 'node:path';

import type {
	IBinaryKeyData,
	IDataObject,
	INode,
	INodeParameters,
	IWorkflowSettings,
} from 'n8n-workflow';

import { NODE_TYPE, type SavedWorkflow } from './engine.mts';

/** What a test changes in a saved workflow. */
export interface Changes {
	/** Parameters of the node under test, beside or in place of the saved ones; undefined removes one. */
	parameters?: Record<string, unknown>;
	/** JSON of the items that reach the node. */
	items?: IDataObject[];
	/** Files of the items, by the name of their field. */
	files?: IBinaryKeyData[];
	/** Settings of the node: `onError`, `retryOnFail` and the like. */
	node?: Partial<INode>;
	/** Settings of the workflow: `timezone`. */
	settings?: IWorkflowSettings;
}

/**
 * A workflow from `test/workflows`, as a user would change it in the editor.
 *
 * @param name file name without its ending
 */
export function savedWorkflow(name: string, changes: Changes = {}): SavedWorkflow {
	const file = path.join(process.cwd(), 'test/engine/workflows', `${name}.json`);
	const saved = JSON.parse(readFileSync(file, 'utf8')) as SavedWorkflow;
	const { parameters, files, items = files?.map(() => ({})), node, settings } = changes;

	for (const tested of saved.nodes.filter(({ type }) => type.startsWith(NODE_TYPE))) {
		Object.assign(tested, node);
		tested.parameters = { ...tested.parameters, ...parameters } as INodeParameters;
	}
	saved.settings = { ...saved.settings, ...settings };
	if (items) {
		saved.pinData = { Start: items.map((json, item) => ({ json, binary: files?.[item] })) };
	}
	return saved;
}
