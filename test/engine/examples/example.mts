import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { compileFunction } from 'node:vm';

import { DateTime } from 'luxon';
import {
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type NodeParameterValueType,
	Workflow,
} from 'n8n-workflow';

import { WORKFLOWS_FOLDER } from '../../../tools/n8n/project.mts';

/** An example workflow whose expressions are evaluated with n8n's own classes. */
export interface Example {
	readonly nodes: readonly INode[];
	/** What a parameter of a node comes to for the first of some items. */
	valueOf(node: string, parameter: string, items: readonly IDataObject[], others?: Others): unknown;
	/**
	 * What a Set node makes of some items: the fields that it sets, of each. `others` holds the items of nodes that it refers
	 * to, each paired with the item of its index.
	 */
	fieldsOf(node: string, items: readonly IDataObject[], others?: Others): IDataObject[];
	/** What a Code node makes of some items; `others` holds the items of nodes that it refers to. */
	codeOf(node: string, items: readonly IDataObject[], others?: Others): INodeExecutionData[];
}

/** Items of other nodes, by the names of these. */
type Others = Readonly<Record<string, readonly IDataObject[]>>;

/** The execution of the Code nodes. */
export const EXECUTION_ID = '42';

/** The examples, by the names of their files without `.json`. */
export async function readExample(file: string): Promise<Example> {
	const saved = JSON.parse(await readFile(path.join(WORKFLOWS_FOLDER, `${file}.json`), 'utf8')) as {
		id: string;
		nodes: INode[];
		connections: object;
	};
	const workflow = new Workflow({
		...saved,
		nodes: structuredClone(saved.nodes),
		connections: {},
		active: false,
		nodeTypes: ANY_TYPE,
		settings: {},
	});
	// It drops what its types do not know.
	for (const { name, parameters } of saved.nodes) {
		Object.assign(workflow.getNode(name) ?? {}, { parameters });
	}
	const nodeOf = (name: string): INode => {
		const node = saved.nodes.find((one) => one.name === name);
		if (!node) throw new Error(`${file} has no node "${name}"`);
		return node;
	};
	const evaluate = (
		value: NodeParameterValueType,
		node: string,
		items: readonly IDataObject[],
		index: number,
		others?: Others,
	) => {
		const data: INodeExecutionData[] = items.map((json) => ({ json }));
		const $ = (name: string) => ({
			item: { json: others?.[name]?.[index] },
			first: () => ({ json: others?.[name]?.[0] }),
			all: () => others?.[name]?.map((json) => ({ json })),
		});
		const keys = {
			$execution: { id: EXECUTION_ID, resumeFormUrl: 'http://n8n.test/form-waiting/1' },
			...(others ? { $ } : {}),
		};
		return workflow.expression.getParameterValue(
			value,
			null,
			0,
			index,
			node,
			data,
			'manual',
			keys as never,
		);
	};
	return {
		nodes: saved.nodes,
		valueOf: (node, parameter, items, others) =>
			evaluate(nodeOf(node).parameters[parameter], node, items, 0, others),
		fieldsOf(node, items, others) {
			const { assignments } = nodeOf(node).parameters.assignments as {
				assignments: { name: string; value: string }[];
			};
			return items.map((_, index) =>
				Object.fromEntries(
					assignments.map(({ name, value }) => [name, evaluate(value, node, items, index, others)]),
				),
			) as IDataObject[];
		},
		codeOf(node, items, others = {}) {
			const { jsCode } = nodeOf(node).parameters as { jsCode: string };
			const given = (from: readonly IDataObject[]) => {
				const all = from.map((json) => ({ json }));
				return { first: () => all[0], all: () => all };
			};
			const names = ['$input', '$', '$execution', 'DateTime', '$now'];
			const run = compileFunction(jsCode, names) as (...values: unknown[]) => INodeExecutionData[];
			const $ = (name: string) => given(others[name] ?? []);
			return run(given(items), $, { id: EXECUTION_ID }, DateTime, DateTime.now());
		},
	};
}

// An expression asks nothing of the types of nodes.
const TYPE = { description: { properties: [] } } as unknown as INodeType;
const ANY_TYPE: INodeTypes = {
	getByName: () => TYPE,
	getByNameAndVersion: () => TYPE,
	getKnownTypes: () => ({}),
};
