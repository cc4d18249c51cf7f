import {
	example,
	type ImportableWorkflow,
	pollingEvery,
	type WorkflowNode,
} from '../support/workflows.mts';

/** The workflows of the calendar, by their IDs in n8n. */
export const SET_UP = 'wondaCalendarSetUp';
export const PLAN = 'wondaCalendarPlan';
export const LOOK_AFTER = 'wondaCalendarLookAfter';

/** Plan once more, as it was before somebody had set its On Error: it ends at the first row that is refused. */
export const PLAN_THAT_STOPS = 'wondaCalendarPlanThatStops';

const FILES = ['1-set-up', '2-plan', '3-what-became-of-it', '4-look-after-it'];

/** What the numbers of Look After It are set to: minutes. */
export interface Minutes {
	/** How long a row may be `posting`. */
	readonly posting: number;
	/** How long after its time a post that nobody was told of is looked at; below 0 before it. */
	readonly ended: number;
	/** How long after its time a post whose job cannot be looked at is left to a person. */
	readonly lost: number;
}

/**
 * The workflows as their files hold them, but for three things: what starts them by hand is a webhook, so that many can be
 * started at once; the trigger polls every five seconds; and Look After It waits as long as it is told.
 * Beside them stands a copy of Plan that stops.
 */
export async function calendarWorkflows(minutes: Minutes): Promise<ImportableWorkflow[]> {
	const workflows = await Promise.all(
		FILES.map(async (file) => {
			const workflow = pollingEvery(5, await example(`content-calendar/${file}`));
			return {
				...workflow,
				nodes: workflow.nodes.map((node) => changed(node, workflow.id, minutes)),
			};
		}),
	);
	const plan = workflows.find(({ id }) => id === PLAN);
	return plan ? [...workflows, thatStops(plan)] : workflows;
}

function changed(node: WorkflowNode, workflowId: string, minutes: Minutes): WorkflowNode {
	if (node.type === 'n8n-nodes-base.manualTrigger') return webhook(node, workflowId);
	if (node.name !== 'How many minutes') return node;
	const { assignments } = node.parameters.assignments as {
		assignments: { name: keyof Minutes; value: number }[];
	};
	const set = assignments.map((one) => ({ ...one, value: minutes[one.name] }));
	return { ...node, parameters: { ...node.parameters, assignments: { assignments: set } } };
}

function webhook(node: WorkflowNode, workflowId: string): WorkflowNode {
	const parameters = { httpMethod: 'POST', path: workflowId };
	return {
		...node,
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters,
		...{ webhookId: workflowId },
	};
}

function thatStops(plan: ImportableWorkflow): ImportableWorkflow {
	const nodes = plan.nodes.map((node) =>
		node.type === 'n8n-nodes-base.webhook'
			? webhook(node, PLAN_THAT_STOPS)
			: { ...node, ...(node.name === 'Schedule the posts' ? { onError: 'stopWorkflow' } : {}) },
	);
	// It is started by the test alone.
	const started = nodes.filter(({ type }) => type !== 'n8n-nodes-base.scheduleTrigger');
	const names = new Set(started.map(({ name }) => name));
	const connections = Object.fromEntries(
		Object.entries(plan.connections).filter(([from]) => names.has(from)),
	);
	return { ...plan, id: PLAN_THAT_STOPS, name: PLAN_THAT_STOPS, nodes: started, connections };
}
