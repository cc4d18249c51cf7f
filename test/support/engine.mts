import 'reflect-metadata';

import {
	DirectoryLoader,
	ExecutionLifecycleHooks,
	RoutingNode,
	WorkflowExecute,
	type ExecuteContext,
} from 'n8n-core';
import {
	NodeConnectionTypes,
	Workflow,
	type ExecutionError,
	type GenericValue,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IPinData,
	type IRun,
	type ITaskData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { WondaTikTok } from '../../nodes/WondaTikTok/WondaTikTok.node';
import { credentialsHelper, type WondaCredential } from './credentials.mts';

/** A workflow as n8n's editor exports it; the items of its trigger are pinned. */
export type SavedWorkflow = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections' | 'settings'> & {
	pinData?: IPinData;
};

/** What a run left behind. */
export interface Outcome {
	/** Items by output of the node under test: 0 is the main one, 1 the error output. */
	outputs: INodeExecutionData[][];
	/** The error that stopped the node, as a user sees it. */
	error?: ExecutionError;
	/** Everything n8n would save of the execution. */
	run: IRun;
}

/** Stands in for n8n's trigger and "No Operation" nodes, which only hand on what they get. */
const passThrough = (name: string, isTrigger: boolean): INodeType => ({
	description: {
		displayName: name,
		name,
		group: [isTrigger ? 'trigger' : 'transform'],
		version: 1,
		description: '',
		defaults: { name },
		inputs: isTrigger ? [] : ['main'],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
});

/** Runs of the node that have not ended. */
const underWay = new Set<Promise<unknown>>();

const wondaTikTok: INodeType = new WondaTikTok();
// n8n does the same when it loads a declarative node: adds "Batching", "Timeout" and the like, and the routing.
DirectoryLoader.applyDeclarativeNodeOptionParameters(wondaTikTok);
wondaTikTok.execute = async function () {
	const run = new RoutingNode(this as ExecuteContext, wondaTikTok).runNode();
	underWay.add(run);
	try {
		return (await run) ?? [];
	} finally {
		underWay.delete(run);
	}
};

/** Waits until the node has ended everywhere: a stopped execution leaves its node to itself. */
export async function nodesEnded(): Promise<void> {
	while (underWay.size > 0) await Promise.allSettled(underWay);
}

export const NODE_TYPE = 'n8n-nodes-wonda.wondaTikTok';

const TOOL_TYPE = `${NODE_TYPE}Tool`;

/** What n8n makes of a node that is usable as a tool, as far as its engine looks. */
const wondaTikTokTool: INodeType = {
	description: {
		...wondaTikTok.description,
		name: 'wondaTikTokTool',
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
	},
	execute: wondaTikTok.execute,
};

type Calls = Record<string, unknown>[];

/** What came of a call that n8n's engine made. */
function answerOf({ error, data }: ITaskData): GenericValue | IDataObject | IDataObject[] {
	if (error) return { message: error.message };
	const [items] = Object.values(data ?? {}).flat();
	return items?.map(({ json }) => json);
}

/**
 * Stands in for an agent whose model always makes the calls that its items list, and outputs what came of them. As with
 * n8n's own agent, version 3 asks the engine to run the tool, older ones call it from within their own run.
 */
const scriptedAgent: INodeType = {
	description: {
		...passThrough('scriptedAgent', false).description,
		inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
	},
	async execute(response) {
		if (this.getNode().typeVersion >= 3) {
			const { actionResponses: responses = [] } = response ?? {};
			if (responses.length > 0) {
				return [responses.map(({ data }) => ({ json: { answer: answerOf(data) } }))];
			}
			const calls = this.getInputData().flatMap(({ json }) => json.calls as Calls);
			return {
				actions: calls.map((input, call) => ({
					actionType: 'ExecutionNodeAction',
					nodeName: 'Wonda TikTok',
					input,
					type: NodeConnectionTypes.AiTool,
					id: String(call),
					metadata: {},
				})),
				metadata: {},
			} as never;
		}
		const connected = await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0);
		const [tool] = [connected].flat() as { invoke(args: object): Promise<string> }[];
		const results: INodeExecutionData[] = [];
		for (const { json } of this.getInputData()) {
			for (const call of json.calls as object[]) {
				const answer = await tool?.invoke(call).catch(({ message }: Error) => ({ message }));
				results.push({
					json: { answer: typeof answer === 'string' ? JSON.parse(answer) : answer },
				});
			}
		}
		return [results];
	},
};

const types = new Map<string, INodeType>([
	[TOOL_TYPE, wondaTikTokTool],
	['test.scriptedAgent', scriptedAgent],
	[NODE_TYPE, wondaTikTok],
	['n8n-nodes-base.manualTrigger', passThrough('manualTrigger', true)],
	['n8n-nodes-base.noOp', passThrough('noOp', false)],
]);

function typeOf(name: string): INodeType {
	const type = types.get(name);
	if (!type) throw new Error(`No node type ${name} in the tests`);
	return type;
}

const nodeTypes: INodeTypes = {
	getByName: typeOf,
	getByNameAndVersion: typeOf,
	getKnownTypes: () => ({}),
};

/** The node whose output is the outcome of a workflow. */
const TESTED = [NODE_TYPE, 'test.scriptedAgent'];

/** 2.x takes one object, 1.x takes its parts one after another. */
const takesObject = WorkflowExecute.prototype.run.length < 2;

function start(engine: WorkflowExecute, workflow: Workflow, startNode: INode, pinData?: IPinData) {
	if (takesObject) return engine.run({ workflow, startNode, pinData });
	const run = engine.run as unknown as (...parts: unknown[]) => ReturnType<typeof engine.run>;
	return run.call(engine, workflow, startNode, undefined, pinData);
}

/** What n8n's server hands the engine beside a workflow. */
export function additionalDataFor(
	credential: WondaCredential,
	workflow: IWorkflowBase,
): IWorkflowExecuteAdditionalData {
	const additionalData: Partial<IWorkflowExecuteAdditionalData> = {
		credentialsHelper: credentialsHelper(credential),
		hooks: new ExecutionLifecycleHooks('manual', 'test', workflow),
		currentNodeExecutionIndex: 0,
		executionId: 'test',
		restApiUrl: 'http://n8n.test/rest',
		instanceBaseUrl: 'http://n8n.test',
		webhookBaseUrl: 'http://n8n.test/webhook',
		webhookWaitingBaseUrl: 'http://n8n.test/webhook-waiting',
		webhookTestBaseUrl: 'http://n8n.test/webhook-test',
		formWaitingBaseUrl: 'http://n8n.test/form-waiting',
		variables: {},
		setExecutionStatus: () => undefined,
	};
	return additionalData as IWorkflowExecuteAdditionalData;
}

/** A saved workflow as n8n's server stores it. */
export function storedWorkflow(saved: SavedWorkflow): IWorkflowBase {
	return {
		...saved,
		id: 'test',
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: new Date(),
		updatedAt: new Date(),
	};
}

/**
 * A saved workflow as n8n's engine holds it.
 *
 * @param types where it finds the types of its nodes: those of the tests, unless others are given
 */
export function loadWorkflow(saved: SavedWorkflow, types: INodeTypes = nodeTypes): Workflow {
	return new Workflow({
		id: 'test',
		name: saved.name,
		nodes: structuredClone(saved.nodes),
		connections: saved.connections,
		active: false,
		nodeTypes: types,
		settings: saved.settings,
		pinData: saved.pinData,
	});
}

/**
 * Runs a saved workflow in n8n's real engine.
 *
 * @param saved its first node is the trigger; the node under test is the first one of our type
 * @param credential what the credential of the node holds
 * @param stop stops the execution, as the Stop button does
 */
export async function runWorkflow(
	saved: SavedWorkflow,
	credential: WondaCredential,
	stop?: AbortSignal,
): Promise<Outcome> {
	const [startNode] = saved.nodes;
	if (!startNode) throw new Error('A workflow needs a trigger');
	const execution = start(
		new WorkflowExecute(additionalDataFor(credential, storedWorkflow(saved)), 'manual'),
		loadWorkflow(saved),
		startNode,
		saved.pinData,
	);
	stop?.addEventListener('abort', () => {
		execution.cancel();
	});
	const run = await execution;

	const tested = saved.nodes.find(({ type }) => TESTED.includes(type));
	const last = run.data.resultData.runData[tested?.name ?? '']?.at(-1);
	return {
		outputs: (last?.data?.main ?? []).map((items) => items ?? []),
		error: last?.error ?? run.data.resultData.error,
		run,
	};
}
