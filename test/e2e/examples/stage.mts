import { DateTime } from 'luxon';
import type { INode } from 'n8n-workflow';
import type { Browser } from 'playwright-core';

import type { Editor } from '../../../tools/n8n/server/editor.mts';
import { type FormLogin, makeFormLogin } from '../../../tools/n8n/setUp.mts';
import type { Sandbox } from '../../../tools/sandbox/index.mts';
import { openBrowser } from '../support/desk.mts';
import { freshN8n } from '../support/freshN8n.mts';
import { type N8nUser, ownerAt } from '../support/n8nUser.mts';
import type { AtEnd } from '../support/testRun.mts';
import { example } from '../support/workflows.mts';
import { type ScriptedModel, startScriptedModel } from './scriptedModel.mts';

/** What the tests of the examples stand on: one n8n with all of them, and the services it talks to. */
export interface Stage {
	readonly sandbox: Sandbox;
	readonly model: ScriptedModel;
	readonly editor: Editor;
	readonly user: N8nUser;
	/** Opens forms. */
	readonly browser: Browser;
	/** The login of the forms. */
	readonly login: FormLogin['data'];
}

/**
 * Starts n8n with the examples and the credentials that they refer to.
 *
 * @param timezone of the workflows, which set none themselves.
 */
export async function setStage(timezone: string, atEnd: AtEnd): Promise<Stage> {
	const browser = await openBrowser(atEnd);
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

/** The nodes of an example; `file` is its path in workflows/, without `.json`. */
export async function nodesOf(file: string): Promise<INode[]> {
	return (await example(file)).nodes as unknown as INode[];
}

/** The address of the form of a published example. */
export async function formAddress({ editor }: Stage, file: string): Promise<string> {
	const nodes = await nodesOf(file);
	const trigger = nodes.find(({ type }) => type === 'n8n-nodes-base.formTrigger');
	const { path } = trigger?.parameters.options as { path: string };
	return `${editor.url}/form/${path}`;
}

// At every hour of UTC it is between 4 and 16 o'clock in one of them, and none has the offset of UTC.
const ZONES = [
	'Asia/Tokyo',
	'Asia/Kolkata',
	'America/New_York',
	'America/Los_Angeles',
	'Pacific/Auckland',
];

/** A time zone in which today began some hours ago and ends in some hours. */
export function zoneByDay(): string {
	const found = ZONES.find((zone) => {
		const { hour } = DateTime.now().setZone(zone);
		return hour >= 4 && hour < 16;
	});
	if (!found) throw new Error('It is night in every zone of the list.');
	return found;
}
