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
	valueOf(node: string, parameter: string, items: readonly IDataObject[]): unknown;
	/** What a Set node makes of some items: the fields that it sets, of each. */
	fieldsOf(node: string, items: readonly IDataObject[]): IDataObject[];
	/** What a Code node makes of some items. */
	codeOf(node: string, items: readonly IDataObject[]): IDataObject[];
}

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
	) => {
		const data: INodeExecutionData[] = items.map((json) => ({ json }));
		const keys = { $execution: { resumeFormUrl: 'http://n8n.test/form-waiting/1' } };
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
		valueOf: (node, parameter, items) =>
			evaluate(nodeOf(node).parameters[parameter], node, items, 0),
		fieldsOf(node, items) {
			const { assignments } = nodeOf(node).parameters.assignments as {
				assignments: { name: string; value: string }[];
			};
			return items.map((_, index) =>
				Object.fromEntries(
					assignments.map(({ name, value }) => [name, evaluate(value, node, items, index)]),
				),
			) as IDataObject[];
		},
		codeOf(node, items) {
			const { jsCode } = nodeOf(node).parameters as { jsCode: string };
			const given = items.map((json) => ({ json }));
			const $input = { first: () => given[0], all: () => given };
			const run = compileFunction(jsCode, ['$input', 'DateTime', '$now']);
			return (run($input, DateTime, DateTime.now()) as INodeExecutionData[]).map(
				({ json }) => json,
			);
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
