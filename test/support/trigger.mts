import 'reflect-metadata';

import { PollContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeTypes,
	type NodeApiError,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { WondaTikTokTrigger } from '../../nodes/WondaTikTokTrigger/WondaTikTokTrigger.node';
import type { WondaCredential } from './credentials.mts';
import { additionalDataFor, storedWorkflow } from './engine.mts';

const type = new WondaTikTokTrigger();

const nodeTypes: INodeTypes = {
	getByName: () => type,
	getByNameAndVersion: () => type,
	getKnownTypes: () => ({}),
};

/** The JSON of the items of a poll; null where n8n starts no execution. */
export type Polled = IDataObject[] | null;

/**
 * A workflow that begins with the trigger, as n8n's server polls it without durable cursors: the static data is saved when
 * the workflow is activated and whenever a poll gives items, and lives in the process until then.
 */
export class TriggeredWorkflow {
	/** What n8n has in its database, as text. */
	saved = '{}';

	/** The warnings in n8n's log. */
	readonly warnings: string[] = [];

	/** Milliseconds that n8n lets a poll take, where its scheduler polls. */
	budgetMs?: number;

	private workflow: Workflow;

	constructor(
		public credential: WondaCredential,
		public parameters: IDataObject = {},
	) {
		this.workflow = this.load();
	}

	/** The static data of the node, as it is in the process. What it holds is the trigger's own business. */
	get memory(): IDataObject {
		const [data = {}] = Object.values(this.workflow.staticData) as IDataObject[];
		return JSON.parse(JSON.stringify(data)) as IDataObject;
	}

	/** Activates the workflow; n8n does the same when it starts. Throws what refuses it. */
	async activate(mode: WorkflowActivateMode = 'activate'): Promise<Polled> {
		const polled = await this.pollAs('trigger', mode);
		this.save();
		return polled;
	}

	/** A poll at its time. What it throws becomes a failed execution. */
	async poll(): Promise<Polled> {
		const polled = await this.pollAs('trigger', 'update');
		if (polled) this.save();
		return polled;
	}

	/**
	 * Polls that overlap, as n8n's scheduler runs them with durable cursors: each has a copy of what was last saved, and what it
	 * learns is saved when it has ended.
	 */
	async pollAtOnce(count: number): Promise<Polled[]> {
		return await Promise.all(
			Array.from({ length: count }, async () => {
				const copy = new TriggeredWorkflow(this.credential, this.parameters);
				copy.saved = this.saved;
				copy.workflow = copy.load();
				const polled = await copy.pollAs('trigger', 'update');
				copy.save();
				this.saved = copy.saved;
				this.workflow = copy.workflow;
				return polled;
			}),
		);
	}

	/** "Fetch Test Event"; n8n saves nothing of it. */
	fetchTestEvent = async (): Promise<Polled> => await this.pollAs('manual', 'manual');

	/** n8n is killed, and started again: what it had not saved is gone. */
	async restart(): Promise<Polled> {
		this.workflow = this.load();
		return await this.activate('init');
	}

	private save(): void {
		this.saved = JSON.stringify(this.workflow.staticData);
	}

	private load(): Workflow {
		return new Workflow({
			...this.stored(),
			active: true,
			nodeTypes,
			staticData: JSON.parse(this.saved) as IDataObject,
		});
	}

	private stored() {
		const node = {
			id: '00000000-0000-4000-8000-000000000001',
			name: 'Wonda TikTok Trigger',
			type: 'n8n-nodes-wonda.wondaTikTokTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: structuredClone(this.parameters),
			credentials: { wondaApi: { id: 'wondaSandbox', name: 'Wonda API (Sandbox)' } },
		} as INode;
		return storedWorkflow({ name: 'trigger', nodes: [node], connections: {} });
	}

	private async pollAs(mode: WorkflowExecuteMode, activation: WorkflowActivateMode) {
		// n8n polls once a minute at most.
		jest.advanceTimersByTime(60_000);
		const { staticData } = this.workflow;
		const stored = this.stored();
		// n8n makes a workflow anew when it was changed, and gives it the static data that it had.
		this.workflow = new Workflow({ ...stored, active: true, nodeTypes });
		this.workflow.staticData = staticData;
		const [node] = Object.values(this.workflow.nodes) as [INode];
		const context = new PollContext(
			this.workflow,
			node,
			additionalDataFor(this.credential, stored),
			mode,
			activation,
		);
		const { budgetMs } = this;
		if (budgetMs !== undefined) Object.assign(context, { getPollBudgetMs: () => budgetMs });
		const warn = jest.spyOn(context.logger, 'warn').mockImplementation((message: string) => {
			this.warnings.push(message);
		});
		try {
			const outputs: INodeExecutionData[][] | null = await type.poll.call(context);
			return outputs && (outputs[0] ?? []).map(({ json }) => json);
		} finally {
			warn.mockRestore();
		}
	}
}

/** The error of a poll that fails; `failure` is for n8n's scheduler. */
export const errorOf = async (polled: Promise<Polled>) =>
	await polled.then(
		() => {
			throw new Error('The poll did not fail');
		},
		(error: NodeApiError & { failure?: object }) => error,
	);

/** A workflow that was activated: its trigger has seen what is there. */
export async function activated(
	credential: WondaCredential,
	parameters?: IDataObject,
): Promise<TriggeredWorkflow> {
	const workflow = new TriggeredWorkflow(credential, parameters);
	expect(await workflow.activate()).toBeNull();
	return workflow;
}

/** The IDs of the items of a poll. */
export const idsIn = (polled: Polled) =>
	(polled ?? []).map(({ mediaId, outputJobId }) => mediaId ?? outputJobId);
