import { installN8n } from '../../../host/install/installN8n.mts';
import { launchHost, sandboxCredential } from '../../../host/n8n/launch.mts';
import type { Editor } from '../../../host/n8n/editor.mts';
import { startSandbox } from '../../../sandbox/index.mts';
import { type N8nUser, signIn } from '../examples/n8nUser.mts';
import { packed } from '../support/packed.mts';
import { workflowFolder } from '../support/workflows.mts';
import { AT_ONCE, forgetCrash, type Ground } from './ground.mts';
import { calendarWorkflows } from './workflows.mts';

/** n8n with SQLite, in one process. */
export async function oneProcess(atEnd: (end: () => Promise<void>) => void): Promise<Ground> {
	const log = () => undefined;
	const install = await installN8n({ log });
	const sandbox = await startSandbox({ queuedMs: 100, runMs: 300 });
	atEnd(() => sandbox.stop());
	const workflows = await calendarWorkflows(AT_ONCE);
	const { folder, remove } = await workflowFolder(workflows);
	atEnd(remove);
	const host = await launchHost({
		install,
		pack: packed(),
		credentials: [sandboxCredential(sandbox)],
		workflows: folder,
		log,
	});
	atEnd(() => host.stop());
	for (const { id } of workflows) await host.publish(id);
	let editor: Editor = await host.startEditor();
	let user: N8nUser = await signIn(editor, install);
	const crash = async () => {
		await editor.kill();
		await forgetCrash(host.userFolder);
		editor = await host.startEditor();
		user = await signIn(editor, install);
	};
	return { sandbox, url: () => editor.url, user: () => user, crashes: { 'the process': crash } };
}
