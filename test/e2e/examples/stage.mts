import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { DateTime } from 'luxon';
import type { Browser } from 'playwright-core';
import { type INode } from 'n8n-workflow';

import type { Editor } from '../../../tools/n8n/server/editor.mts';
import { WORKFLOWS_FOLDER } from '../../../tools/n8n/project.mts';
import { type FormLogin, makeFormLogin } from '../../../tools/n8n/setUp.mts';
import type { Sandbox } from '../../../tools/sandbox/index.mts';
import { openBrowser } from '../support/desk.mts';
import { freshN8n } from '../support/freshN8n.mts';
import { type N8nUser, ownerAt } from '../support/n8nUser.mts';
import { type ScriptedModel, startScriptedModel } from './scriptedModel.mts';

/** All that the tests of the examples stand on: one n8n with the examples in it, and what it talks to. */
export interface Stage {
	readonly sandbox: Sandbox;
	readonly model: ScriptedModel;
	readonly editor: Editor;
	readonly user: N8nUser;
	/** Where forms are filled in. */
	readonly browser: Browser;
	/** What the forms ask for. */
	readonly login: FormLogin['data'];
}

/**
 * Starts n8n with the examples and the credentials that they refer to.
 *
 * @param timezone of the workflows, which name none themselves.
 * @param atEnd is told of each part as soon as it is there; the last told is to be ended first.
 */
export async function setStage(
	timezone: string,
	atEnd: (end: () => Promise<void>) => void,
): Promise<Stage> {
	const browser = await openBrowser();
	atEnd(() => browser.close());
	const model = await startScriptedModel();
	atEnd(() => model.stop());
	const openAi = {
		id: 'openAi',
		name: 'OpenAI',
		type: 'openAiApi',
		data: { apiKey: 'scripted', url: model.url },
	};
	const formLogin = makeFormLogin();
	const settings = {
		credentials: [openAi, formLogin],
		env: { GENERIC_TIMEZONE: timezone },
		sandbox: { queuedMs: 100, runMs: 300 },
	};
	const { install, sandbox, host } = await freshN8n(settings, atEnd);
	const editor = await host.startEditor();
	const user = await ownerAt(editor, install);
	return { sandbox, model, editor, user, browser, login: formLogin.data };
}

/** The nodes of an example; `file` is its name in workflows/. */
export async function nodesOf(file: string): Promise<(INode & { webhookId?: string })[]> {
	const text = await readFile(path.join(WORKFLOWS_FOLDER, file), 'utf8');
	return (JSON.parse(text) as { nodes: INode[] }).nodes;
}

/** The address that n8n gives to the form of a published example. */
export async function formAddress({ editor }: Stage, file: string): Promise<string> {
	const nodes = await nodesOf(file);
	const trigger = nodes.find(({ type }) => type === 'n8n-nodes-base.formTrigger');
	const { path: formPath } = trigger?.parameters.options as { path: string };
	return `${editor.url}/form/${formPath}`;
}

// In every hour of the day it is between 4 and 16 o'clock in one of them, and none keeps the time of UTC.
const ZONES = [
	'Asia/Tokyo',
	'Asia/Kolkata',
	'America/New_York',
	'America/Los_Angeles',
	'Pacific/Auckland',
];

/** A time zone in which this day began some hours ago and has some hours to come. */
export function zoneByDay(): string {
	const found = ZONES.find((zone) => {
		const { hour } = DateTime.now().setZone(zone);
		return hour >= 4 && hour < 16;
	});
	if (!found) throw new Error('It is night in every zone of the list.');
	return found;
}
