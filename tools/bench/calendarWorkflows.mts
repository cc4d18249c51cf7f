import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { INode } from 'n8n-workflow';

import { WORKFLOWS_FOLDER } from '../n8n/project.mts';
import { ACCOUNTS } from '../sandbox/seed.mts';
import { type BenchWorkflow, chain, node } from './workflow.mts';

/** The webhooks of the example workflows. */
export const SET_UP = 'wondaCalendarSetUp';
export const PLAN = 'wondaCalendarPlan';
/** Adds a row for each of the media that its webhook is called with. */
export const FILL = 'benchFill';
/** Answers one row with another status than its webhook is called with, drafts aside: n8n takes seconds to read all of them. */
export const OTHERS = 'benchOthers';

/** The workflows of the content calendar, started by webhooks that answer at the end, and two that fill and read its table. */
export async function calendarWorkflows(): Promise<BenchWorkflow[]> {
	const files = ['1-set-up', '2-plan', '3-record-results'];
	const examples = await Promise.all(files.map(exampleWorkflow));
	const fill = [
		node('Split', 'n8n-nodes-base.splitOut@1', {
			fieldToSplitOut: 'body.media',
			options: { destinationFieldName: 'media' },
		}),
		dataTable({
			operation: 'insert',
			columns: { mappingMode: 'defineBelow', value: COLUMNS, matchingColumns: [], schema: [] },
			options: { optimizeBulk: true },
		}),
	];
	const others = dataTable({
		operation: 'get',
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
	return [
		...examples,
		workflow(FILL, fill, 'noData'),
		workflow(OTHERS, [{ ...others, alwaysOutputData: true }], 'allEntries'),
	];
}

async function exampleWorkflow(file: string): Promise<BenchWorkflow> {
	const source = path.join(WORKFLOWS_FOLDER, 'content-calendar', `${file}.json`);
	const example = JSON.parse(await readFile(source, 'utf8')) as BenchWorkflow;
	const nodes = example.nodes.map((one) => {
		if (one.type === 'n8n-nodes-base.manualTrigger') return webhook(example.id, 'noData', one.name);
		if (!one.type.endsWith('Trigger') || !one.type.startsWith('n8n-nodes-wonda')) return one;
		return { ...one, parameters: { ...one.parameters, pollTimes: EVERY_FIVE_SECONDS } };
	});
	return { ...example, nodes };
}

// n8n refuses a cron expression for less than a minute, but takes several that differ in their seconds.
const EVERY_FIVE_SECONDS = {
	item: Array.from({ length: 12 }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${String(5 * index)} * * * * *`,
	})),
};

const COLUMNS = {
	time: '={{ $now.plus({ days: 14 }).toISO() }}',
	media: '={{ $json.media }}',
	caption: '={{ "Row " + $itemIndex }}',
	account: ACCOUNTS.studio,
	privacy_level: 'SELF_ONLY',
	status: 'ready',
};

function dataTable(parameters: object): INode {
	return node('Table', 'n8n-nodes-base.dataTable@1.1', {
		resource: 'row',
		dataTableId: { __rl: true, mode: 'name', value: 'TikTok content calendar' },
		...parameters,
	});
}

/** A webhook that answers when its workflow has ended. */
function webhook(id: string, responseData: string, name = 'Start'): INode {
	const parameters = { httpMethod: 'POST', path: id, responseMode: 'lastNode', responseData };
	return { ...node(name, 'n8n-nodes-base.webhook@2', parameters), webhookId: id };
}

function workflow(id: string, nodes: readonly INode[], responseData: string): BenchWorkflow {
	const whole = chain(webhook(id, responseData), ...nodes);
	return {
		id,
		name: id,
		nodes: [...whole.nodes],
		connections: whole.connections,
		settings: { executionOrder: 'v1' },
	};
}
