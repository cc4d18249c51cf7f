import type { Editor } from '../../tools/n8n/server/editor.mts';
import { itemsOf } from '../../tools/n8n/server/execution.mts';
import type { Sandbox } from '../../tools/sandbox/index.mts';
import { schedulePost } from '../support/schedulePost.mts';
import { type N8nUser, ownerAt } from './support/n8nUser.mts';
import { freshN8n, type FreshN8n } from './support/freshN8n.mts';
import { executions as executionsOf, polls as pollsOf } from './support/polling.mts';
import { endsAfterAll } from './support/testRun.mts';
import { example, pollingEvery } from './support/workflows.mts';

// n8n starts twice, and on a busy machine a poll takes its time.
jest.setTimeout(10 * 60_000);

const NEW_MEDIA = 'wondaNewMedia';
const ENDED = 'wondaPostEnded';
const WEEK_MS = 7 * 24 * 60 * 60_000;

const atEnd = endsAfterAll();
let n8n: FreshN8n;
let sandbox: Sandbox;
let editor: Editor;
/** Signed in at the editor; again after each start. */
let user: N8nUser;

async function startEditor(): Promise<void> {
	editor = await n8n.host.startEditor();
	user = await ownerAt(editor, n8n.install);
}

beforeAll(async () => {
	const files = ['new-media-becomes-a-post', 'what-became-of-a-scheduled-post'];
	const workflows = await Promise.all(
		files.map(async (file) => pollingEvery(5, await example(file))),
	);
	n8n = await freshN8n({ workflows, sandbox: { queuedMs: 100, runMs: 300 } }, atEnd);
	({ sandbox } = n8n);
	await startEditor();
});
afterEach(() => expect(sandbox.violations).toEqual([]));

const polls = async (path: string, count: number) => await pollsOf(sandbox, path, count);

const executions = async (workflowId: string, path: string, count: number) =>
	await executionsOf({ sandbox, user }, workflowId, path, count);

const count = async (workflowId: string) => (await user.executionsOf(workflowId)).length;

async function messageOf(executionId: string | undefined): Promise<unknown> {
	const execution = await user.execution(String(executionId));
	const [item] = itemsOf(execution as never, 'Your message node here');
	return item?.message;
}

describe('New media becomes a post', () => {
	const executed = async (count: number) => await executions(NEW_MEDIA, '/media', count);

	it('posts a new video once, and passes its link on', async () => {
		await user.publish(NEW_MEDIA);
		await polls('/media', 2);
		expect(sandbox.posts).toEqual([]);
		const { mediaId } = sandbox.addMedia({ fileName: 'new.mp4' });

		const [execution] = await executed(1);
		expect(sandbox.posts).toMatchObject([{ mediaIds: [mediaId], privacyLevel: 'SELF_ONLY' }]);
		expect(await messageOf(execution)).toBe(`Posted: ${String(sandbox.posts[0]?.permalink)}`);
	});

	it('does not post a video that is too long', async () => {
		sandbox.addMedia({ durationMs: 61_000 });
		const [, execution] = await executed(2);
		expect(await messageOf(execution)).toBeUndefined();
		expect(sandbox.posts).toHaveLength(1);
	});

	it('reports why a video was not posted, on one line', async () => {
		const outcome = { fail: { errorMessage: 'Too "many"\nposts <b>' } };
		sandbox.addMedia({ outcome });
		const execution = (await executed(3)).at(-1);
		expect(await messageOf(execution)).toBe(
			'Not posted: "The publish job failed: Too \\"many\\" posts b "',
		);
	});
});

describe('What became of a scheduled post', () => {
	const LIST = '/publish/scheduled';
	const executed = async (count: number) => await executions(ENDED, LIST, count);
	const schedule = async (caption: string) =>
		await schedulePost(sandbox, { dueInMs: WEEK_MS, caption });

	it('cannot be published where scheduling is not enabled, and n8n shows why', async () => {
		sandbox.settings.schedulingEnabled = false;
		await user.publish(ENDED);
		expect(await user.activationErrors(ENDED)).toEqual([expect.stringContaining('not enabled')]);
		sandbox.settings.schedulingEnabled = true;
		expect(await user.executionsOf(ENDED)).toEqual([]);
	});

	it('reports that a post is live, and that another one has failed', async () => {
		const [live, failed] = [await schedule('Our "new" studio'), await schedule('Second\nline')];
		await user.publish(ENDED);
		await polls(LIST, 2);
		sandbox.endJob(live, 'succeeded');
		const [first] = await executed(1);
		const { permalink } = sandbox.posts.find(({ outputJobId }) => outputJobId === live) ?? {};
		expect(await messageOf(first)).toBe(`Live: "Our \\"new\\" studio" ${String(permalink)}`);

		sandbox.endJob(failed, 'failed', 'spam_risk: too\nmany');
		const [, second] = await executed(2);
		expect(await messageOf(second)).toBe(
			`Not live: "Second line". The reason: "spam risk: too many". Job ID: ${failed}`,
		);
	});
});

it('After n8n was killed, it reports everything new once', async () => {
	await user.publish(NEW_MEDIA);
	await user.publish(ENDED);
	const counts = { ended: await count(ENDED), media: await count(NEW_MEDIA) };
	const known = await schedulePost(sandbox, { dueInMs: WEEK_MS, caption: 'Known' });
	const other = await schedulePost(sandbox, { dueInMs: WEEK_MS, caption: 'Other' });
	await polls('/publish/scheduled', 2);
	// n8n saves what a poll without items has remembered together with the next items.
	sandbox.endJob(other, 'succeeded');
	await executions(ENDED, '/publish/scheduled', counts.ended + 1);

	await editor.kill();
	const { mediaId } = sandbox.addMedia();
	sandbox.endJob(known, 'succeeded');
	await startEditor();

	await executions(ENDED, '/publish/scheduled', counts.ended + 2);
	await executions(NEW_MEDIA, '/media', counts.media + 1);
	expect(sandbox.posts.filter(({ mediaIds }) => mediaIds.includes(mediaId))).toHaveLength(1);
});
