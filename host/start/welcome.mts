import { sandboxContents } from './sandboxContents.mts';
import type { Editor } from '../n8n/editor.mts';
import type { FormLogin } from '../formLogin.mts';
import { howToStart } from './howToStart.mts';
import type { Host } from '../n8n/launch.mts';
import type { Samples } from './samples/write.mts';

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
