import { seededAccounts } from '../../sandbox/accounts.mts';
import { MEDIA } from '../../sandbox/seed.mts';
import type { FormLogin } from '../setUp.mts';
import type { Editor } from '../server/editor.mts';
import type { Host, WorkflowNode } from '../server/launch.mts';
import type { Samples } from './samples.mts';

/** What a new sandbox holds, in lines: what to choose, and what to enter where an ID is asked for. */
function sandboxContents(): string[] {
	const accounts = seededAccounts().map(({ username, grantedScopes }) =>
		grantedScopes.includes('video.publish') ? username : `${username} (may not post)`,
	);
	const media = (ids: readonly string[]) => `${String(ids.length)}, the first is ${ids[0] ?? ''}`;
	return [
		`Accounts     ${accounts.join(', ')}`,
		`Videos       ${media(MEDIA.videos)}`,
		`JPEG images  ${media(MEDIA.jpegs)}`,
		`WebP images  ${media(MEDIA.webps)}`,
		'Failures     media IDs that stand for one are in the table “Media” of tools/sandbox/README.md',
	];
}

/** What there is to tell once all is open. */
export interface Opened {
	readonly editor: Pick<Editor, 'url' | 'email' | 'password'>;
	readonly host: Pick<Host, 'workflows' | 'userFolder'>;
	readonly sandbox: { readonly pageUrl: string };
	readonly login: FormLogin['data'];
	readonly samples: Samples;
}

const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`).join('\n');

/** What npm start prints once n8n is open: the ways in, and what lies ready. */
export function welcome({ editor, host, sandbox, login, samples }: Opened): string {
	const workflows = host.workflows.flatMap(({ id, name, nodes }) => [
		`${editor.url}/workflow/${id}  ${name}`,
		`    ${howToStart(nodes)}`,
	]);
	return `
n8n is open:       ${editor.url}
  email            ${editor.email}
  password         ${editor.password}
  forms ask for    ${login.user}, password ${login.password}
What was posted:   ${sandbox.pageUrl}

In the sandbox:
${indented(sandboxContents())}

Sample files:
${indented([
	samples.video,
	...samples.images,
	`${samples.spreadsheet}  (for “Schedule a month of TikTok posts from a spreadsheet”; one row is refused)`,
])}

Workflows, and how each is started. What to set stands on each canvas; the credential of the sandbox is chosen in all of them:
${indented(workflows)}

Everything lives in a temporary folder, ${host.userFolder}.
Ctrl-C stops n8n and the sandbox and removes it.`;
}

/** What its user does to start a workflow, by the type of the node that it begins with. */
export const WAYS: Readonly<Record<string, string>> = {
	'n8n-nodes-base.manualTrigger': 'click Execute workflow',
	'n8n-nodes-base.formTrigger': 'click Execute workflow, a form opens',
	'n8n-nodes-base.scheduleTrigger': 'click Execute workflow, it runs at once',
	'@n8n/n8n-nodes-langchain.chatTrigger': "needs a chat model's credential; then open the chat",
	'n8n-nodes-wonda.wondaTikTokTrigger': 'publish it, or click Execute workflow for an example',
};

/** How a workflow is started, in a few words. One with several triggers names them, as the menu of n8n's button does. */
export function howToStart(nodes: readonly WorkflowNode[]): string {
	const ways = nodes.flatMap(({ name, type }) => {
		const way = WAYS[type];
		return way === undefined ? [] : [{ name, way }];
	});
	if (ways.length === 0) return 'see its canvas';
	if (ways.length === 1) return ways.map(({ way }) => way).join();
	const choices = ways.map(({ name, way }) => `“${name}”: ${way}`);
	return `choose a trigger at the button; ${choices.join('; ')}`;
}
