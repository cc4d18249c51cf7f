import { randomBytes } from 'node:crypto';

import type { Editor } from '../../tools/n8n/server/editor.mts';
import { itemsOf } from '../../tools/n8n/server/execution.mts';
import { MP4_BEGINNING } from '../../tools/sandbox/fileHost.mts';
import type { Sandbox } from '../../tools/sandbox/index.mts';
import { schedulePost } from '../support/schedulePost.mts';
import { type N8nUser, ownerAt } from './support/n8nUser.mts';
import { freshN8n, type FreshN8n } from './support/freshN8n.mts';
import { executions as executionsOf, polls as pollsOf } from './support/polling.mts';
import { endsAfterAll } from './support/testRun.mts';
import {
	example,
	type ImportableWorkflow,
	pollingEvery,
	precededBy,
	savedAs,
	withNodes,
	withParameters,
} from './support/workflows.mts';

// n8n starts twice, and on a busy machine a poll takes its time.
jest.setTimeout(10 * 60_000);

const NEW_MEDIA = 'wondaNewMedia';
/** A copy of the example whose trigger takes media of any source. */
const ANY_MEDIA = 'anyMedia';
/** Workflows that post the file of a request. */
const PUBLISH_FILE = 'publishFile';
const SCHEDULE_FILE = 'scheduleFile';
const ENDED = 'wondaPostEnded';
const WEEK_MS = 7 * 24 * 60 * 60_000;

const atEnd = endsAfterAll();
let n8n: FreshN8n;
let sandbox: Sandbox;
let editor: Editor;
/** Signed in at the editor; again after each start. */
let user: N8nUser;

/** A copy of the example that takes new media of any source. */
function ofAnySource(newMedia: ImportableWorkflow): ImportableWorkflow {
	return withNodes({ ...newMedia, id: ANY_MEDIA, name: ANY_MEDIA }, (node) =>
		node.name === 'New video' ? withParameters(node, { source: 'any' }) : node,
	);
}

/** A workflow that posts a file of its own. */
async function fileWorkflow(id: string, saved: string): Promise<ImportableWorkflow> {
	const workflow = await savedAs(id, saved, { source: 'binary' });
	const content = Buffer.concat([MP4_BEGINNING, randomBytes(100)]).toString('base64');
	return precededBy(
		{ ...workflow, pinData: { Start: [{ json: { content } }] } },
		{
			id: 'file',
			name: 'File',
			type: 'n8n-nodes-base.convertToFile',
			typeVersion: 1.1,
			position: [110, 0],
			parameters: {
				operation: 'toBinary',
				sourceProperty: 'content',
				options: { fileName: 'video.mp4', mimeType: 'video/mp4' },
			},
		},
	);
}

async function startEditor(): Promise<void> {
	editor = await n8n.host.startEditor();
	user = await ownerAt(editor, n8n.install);
}

beforeAll(async () => {
	const examples = await Promise.all([
		example('new-media-becomes-a-post'),
		example('a-scheduled-post-has-ended'),
	]);
	const files = await Promise.all([
		fileWorkflow(PUBLISH_FILE, 'video-publish'),
		fileWorkflow(SCHEDULE_FILE, 'video-schedule'),
	]);
	const workflows = [...examples, ofAnySource(examples[0]), ...files].map((workflow) =>
		pollingEvery(5, workflow),
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

describe('New media becomes a post, while other workflows post files', () => {
	const post = async (workflow: string) => {
		const { status, error } = await user.run(workflow, 'Start');
		expect([status, error?.message]).toEqual(['success', undefined]);
	};

	it('posts no file twice, and none before its time', async () => {
		await user.publish(ANY_MEDIA);
		const counts = async () => [await count(NEW_MEDIA), await count(ANY_MEDIA)];
		const [ofExample = 0] = await counts();
		// Both triggers poll.
		await polls('/media', 6);
		const before = sandbox.posts.length;
		await post(PUBLISH_FILE);
		await post(SCHEDULE_FILE);
		await polls('/media', 6);

		expect(await counts()).toEqual([ofExample, 0]);
		const statuses = sandbox.posts.slice(before).map(({ status }) => status);
		expect(statuses).toEqual(['succeeded', 'scheduled']);

		// What somebody else uploads is new to the copy alone.
		const { mediaId } = sandbox.addMedia({ source: 'user_upload' });
		await executions(ANY_MEDIA, '/media', 1);
		await user.unpublish(ANY_MEDIA);
		expect(sandbox.posts.slice(before + 2)).toMatchObject([{ mediaIds: [mediaId] }]);
		expect(await count(NEW_MEDIA)).toBe(ofExample);
	});
});

describe('A scheduled post has ended', () => {
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
