import type { Editor } from '../n8n/editor.mts';
import type { FormLogin } from '../formLogin.mts';
import { howToStart } from './howToStart.mts';
import type { Host } from '../n8n/launch.mts';
import type { Samples } from './samples/write.mts';
import { seededAccounts } from '../../sandbox/accounts.mts';
import { MEDIA } from '../../sandbox/seed.mts';

/** What a new sandbox holds, in lines: what to choose, and what to enter where an ID is asked for. */
export function sandboxContents(): string[] {
	const accounts = seededAccounts().map(({ username, grantedScopes }) =>
		grantedScopes.includes('video.publish') ? username : `${username} (may not post)`,
	);
	const media = (ids: readonly string[]) => `${String(ids.length)}, the first is ${ids[0] ?? ''}`;
	return [
		`Accounts     ${accounts.join(', ')}`,
		`Videos       ${media(MEDIA.videos)}`,
		`JPEG images  ${media(MEDIA.jpegs)}`,
		`WebP images  ${media(MEDIA.webps)}`,
		'Failures     media IDs that stand for one are in the table “Media” of sandbox/README.md',
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
