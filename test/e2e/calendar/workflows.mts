import {
	example,
	type ImportableWorkflow,
	pollingEvery,
	startedByWebhook,
	withNodes,
	type WorkflowNode,
	withParameters,
} from '../support/workflows.mts';

/** The workflows of the calendar, by their IDs in n8n. */
export const SET_UP = 'wondaCalendarSetUp';
export const PLAN = 'wondaCalendarPlan';
export const RECOVER = 'wondaCalendarRecover';

/** A copy of Plan whose nodes that post have no On Error: it ends at the first row that is refused. */
export const PLAN_THAT_STOPS = 'wondaCalendarPlanThatStops';

const FILES = ['1-set-up', '2-plan', '3-record-results', '4-recover'];

/** The limits of Recover, in minutes. */
export interface Minutes {
	/** How long a row may be `posting`. */
	readonly cut_off_after: number;
	/** How long after its time the job of a scheduled row is checked; below 0 before it. */
	readonly check_after: number;
	/** How long after its time a row whose job cannot be found is left to a person. */
	readonly give_up_after: number;
}

/**
 * The workflows as their files hold them, except that webhooks replace manual triggers, so that many executions can be started at
 * once, the trigger polls every five seconds, and Look After It has other numbers. With them comes a copy of Plan that stops.
 */
export async function calendarWorkflows(minutes: Minutes): Promise<ImportableWorkflow[]> {
	const examples = await Promise.all(FILES.map((file) => example(`content-calendar/${file}`)));
	const plan = examples.find(({ id }) => id === PLAN);
	if (!plan) throw new Error(`There is no ${PLAN}.`);
	return [...examples, thatStops(plan)].map((workflow) =>
		withNodes(startedByWebhook(pollingEvery(5, workflow)), (node) => withMinutes(node, minutes)),
	);
}

function withMinutes(node: WorkflowNode, minutes: Minutes): WorkflowNode {
	if (node.name !== 'Time limits') return node;
	const { assignments } = node.parameters.assignments as {
		assignments: { name: keyof Minutes; value: number }[];
	};
	const set = assignments.map((one) => ({ ...one, value: minutes[one.name] }));
	return withParameters(node, { assignments: { assignments: set } });
}

function thatStops(plan: ImportableWorkflow): ImportableWorkflow {
	// Only the test starts it.
	const isSchedule = ({ type }: WorkflowNode) => type === 'n8n-nodes-base.scheduleTrigger';
	const schedules = plan.nodes.filter(isSchedule).map(({ name }) => name);
	const connections = Object.entries(plan.connections).filter(
		([from]) => !schedules.includes(from),
	);
	const stops = (node: WorkflowNode) =>
		'onError' in node ? { ...node, onError: undefined } : node;
	return {
		...plan,
		id: PLAN_THAT_STOPS,
		name: PLAN_THAT_STOPS,
		nodes: plan.nodes.filter((node) => !isSchedule(node)).map(stops),
		connections: Object.fromEntries(connections),
	};
}
