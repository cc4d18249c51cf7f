import type { ImportableWorkflow } from '../../../test/e2e/support/workflows.mts';
import { PLAN, calendarWorkflows } from '../../../test/e2e/calendar/workflows.mts';
import { ACCOUNTS } from '../../sandbox/seed.mts';

/** Fills the calendar with rows for the media that its webhook is called with. */
export const FILL = 'benchFill';
/** Answers every row of the calendar. */
export const READ = 'benchRead';
/** Answers one row that has another status than its webhook is called with, drafts aside; to read all of them takes n8n seconds. */
export const LEFT = 'benchLeft';

const TABLE = { __rl: true, mode: 'name', value: 'TikTok content calendar' };
const COLUMNS = {
	time: '={{ $now.plus({ days: 14 }).toISO() }}',
	media_id: '={{ $json.media }}',
	caption: '={{ "Row " + $itemIndex }}',
	account: ACCOUNTS.studio,
	privacy_level: 'SELF_ONLY',
	status: 'ready',
};

/** The workflows of the calendar, started by webhooks, and three that fill and read its table. */
export async function benchWorkflows(): Promise<ImportableWorkflow[]> {
	const calendar = await calendarWorkflows({ posting: 60, ended: 30, lost: 24 * 60 });
	const rows = node('Add', 'n8n-nodes-base.dataTable', 1.1, {
		resource: 'row',
		operation: 'insert',
		dataTableId: TABLE,
		columns: { mappingMode: 'defineBelow', value: COLUMNS, matchingColumns: [], schema: [] },
		options: { optimizeBulk: true },
	});
	const split = node('Split', 'n8n-nodes-base.splitOut', 1, {
		fieldToSplitOut: 'body.media',
		options: { destinationFieldName: 'media' },
	});
	const all = node('All', 'n8n-nodes-base.dataTable', 1.1, {
		resource: 'row',
		operation: 'get',
		dataTableId: TABLE,
		returnAll: true,
	});
	const one = node('Left', 'n8n-nodes-base.dataTable', 1.1, {
		resource: 'row',
		operation: 'get',
		dataTableId: TABLE,
		matchType: 'allConditions',
		filters: {
			conditions: ['draft', '={{ $json.body.status }}'].map((keyValue) => ({
				keyName: 'status',
				condition: 'neq',
				keyValue,
			})),
		},
		returnAll: false,
		limit: 1,
	});
	const left = { ...one, alwaysOutputData: true };
	return [
		...calendar.map((one) => (one.id === PLAN ? answersAtItsEnd(one) : one)),
		workflow(LEFT, [webhook(LEFT, 'lastNode'), left]),
		workflow(FILL, [webhook(FILL, 'onReceived'), split, rows]),
		workflow(READ, [webhook(READ, 'lastNode'), all]),
	];
}

function node(name: string, type: string, typeVersion: number, parameters: object) {
	return {
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0] as const,
		parameters: { ...parameters },
	};
}

/** A workflow whose webhook answers only when all of it is done. */
function answersAtItsEnd(one: ImportableWorkflow): ImportableWorkflow {
	const nodes = one.nodes.map((each) => {
		const parameters = { ...each.parameters, responseMode: 'lastNode', responseData: 'noData' };
		return each.type === 'n8n-nodes-base.webhook' ? { ...each, parameters } : each;
	});
	return { ...one, nodes };
}

function webhook(id: string, responseMode: string) {
	const parameters = { httpMethod: 'POST', path: id, responseMode, responseData: 'allEntries' };
	return { ...node('Start', 'n8n-nodes-base.webhook', 2, parameters), webhookId: id };
}

function workflow(id: string, nodes: ImportableWorkflow['nodes']): ImportableWorkflow {
	const links = nodes.slice(1).map(({ name }, index) => {
		const to = { main: [[{ node: name, type: 'main', index: 0 }]] };
		return [nodes[index]?.name ?? '', to] as const;
	});
	const connections = Object.fromEntries(links);
	return { id, name: id, nodes, connections, settings: { executionOrder: 'v1' } };
}
