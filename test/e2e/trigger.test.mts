import { until } from '../../tools/n8n/machine/until.mts';
import type { Editor } from '../../tools/n8n/server/editor.mts';
import { itemsOf } from '../../tools/n8n/server/execution.mts';
import type { Sandbox } from '../../tools/sandbox/index.mts';
import { schedulePost } from '../support/schedulePost.mts';
import { type N8nUser, ownerAt } from './support/n8nUser.mts';
import { freshN8n } from './support/freshN8n.mts';
import { endAll } from './support/testRun.mts';
import { example, pollingEvery } from './support/workflows.mts';

// n8n starts twice, and on a busy machine a poll takes its time.
jest.setTimeout(10 * 60_000);

const NEW_MEDIA = 'wondaNewMedia';
const ENDED = 'wondaPostEnded';
const WITHIN_MS = 120_000;
const WEEK_MS = 7 * 24 * 60 * 60_000;

/** An n8n with the examples that begin with a trigger, and what it talks to. */
interface Stage {
	readonly sandbox: Sandbox;
	/** Somebody at its editor; another one after each start. */
	readonly user: N8nUser;
	/** Kills n8n, as a crash does. */
	kill(): Promise<void>;
	/** Starts it again. */
	start(): Promise<void>;
}

async function setStage(
	files: string[],
	atEnd: (end: () => Promise<void>) => void,
): Promise<Stage> {
	const workflows = await Promise.all(
		files.map(async (file) => pollingEvery(2, await example(file))),
	);
	const jobs = { queuedMs: 100, runMs: 300 };
	const { install, sandbox, host } = await freshN8n({ workflows, sandbox: jobs }, atEnd);
	let editor: Editor;
	let user: N8nUser;
	const stage = {
		sandbox,
		get user() {
			return user;
		},
		kill: () => editor.kill(),
		async start() {
			editor = await host.startEditor();
			user = await ownerAt(editor, install);
		},
	};
	await stage.start();
	return stage;
}

const ends: (() => Promise<void>)[] = [];
let stage: Stage;

beforeAll(async () => {
	const files = ['new-media-becomes-a-post', 'what-became-of-a-scheduled-post'];
	stage = await setStage(files, (end) => ends.unshift(end));
});
afterAll(() => endAll(ends));
afterEach(() => expect(stage.sandbox.violations).toEqual([]));

/** Waits for so many polls of an event that begin from now on. */
async function polls(path: string, count: number): Promise<void> {
	const asked = () => stage.sandbox.requests.filter((request) => request.path === path).length;
	const before = asked();
	await until(asked, (now) => now >= before + count, WITHIN_MS);
}

/** Waits until a workflow has been executed so often, and then for three polls more: it must not be executed again. */
async function executions(workflowId: string, path: string, count: number): Promise<string[]> {
	const ids = () => stage.user.executionsOf(workflowId);
	await until(ids, (found) => found.length >= count, WITHIN_MS);
	await polls(path, 3);
	const found = await ids();
	expect(found).toHaveLength(count);
	return found;
}

const count = async (workflowId: string) => (await stage.user.executionsOf(workflowId)).length;

async function messageOf(executionId: string | undefined): Promise<unknown> {
	const execution = await stage.user.execution(String(executionId));
	const [item] = itemsOf(execution as never, 'Your message node here');
	return item?.message;
}

describe('New media becomes a post', () => {
	const told = async (count: number) => await executions(NEW_MEDIA, '/media', count);

	it('posts a new video once, and passes its link on', async () => {
		const { sandbox, user } = stage;
		await user.publish(NEW_MEDIA);
		await polls('/media', 2);
		expect(sandbox.posts).toEqual([]);
		const { mediaId } = sandbox.addMedia({ fileName: 'new.mp4' });

		const [execution] = await told(1);
		expect(sandbox.posts).toMatchObject([{ mediaIds: [mediaId], privacyLevel: 'SELF_ONLY' }]);
		expect(await messageOf(execution)).toBe(`Posted: ${String(sandbox.posts[0]?.permalink)}`);
	});

	it('does not post a video that is too long', async () => {
		stage.sandbox.addMedia({ durationMs: 61_000 });
		const [, execution] = await told(2);
		expect(await messageOf(execution)).toBeUndefined();
		expect(stage.sandbox.posts).toHaveLength(1);
	});

	it('says why a video was not posted, on one line', async () => {
		const outcome = { fail: { errorMessage: 'Too "many"\nposts <b>' } };
		stage.sandbox.addMedia({ outcome });
		const execution = (await told(3)).at(-1);
		expect(await messageOf(execution)).toBe(
			'Not posted: "The publish job failed: Too \\"many\\" posts b "',
		);
	});
});

describe('What became of a scheduled post', () => {
	const LIST = '/publish/scheduled';
	const told = async (count: number) => await executions(ENDED, LIST, count);
	const schedule = async (caption: string) =>
		await schedulePost(stage.sandbox, { dueInMs: WEEK_MS, caption });

	it('does not start where scheduling is not enabled, and n8n says so at the workflow', async () => {
		const { sandbox, user } = stage;
		sandbox.settings.schedulingEnabled = false;
		await user.publish(ENDED);
		expect(await user.activationErrors(ENDED)).toEqual([expect.stringContaining('not enabled')]);
		sandbox.settings.schedulingEnabled = true;
		expect(await user.executionsOf(ENDED)).toEqual([]);
	});

	it('says that a post is live, and that another one has failed', async () => {
		const { sandbox, user } = stage;
		const [live, failed] = [await schedule('Our "new" studio'), await schedule('Second\nline')];
		await user.publish(ENDED);
		await polls(LIST, 2);
		sandbox.endJob(live, 'succeeded');
		const [first] = await told(1);
		const { permalink } = sandbox.posts.find(({ outputJobId }) => outputJobId === live) ?? {};
		expect(await messageOf(first)).toBe(`Live: "Our \\"new\\" studio" ${String(permalink)}`);

		sandbox.endJob(failed, 'failed', 'spam_risk: too\nmany');
		const [, second] = await told(2);
		expect(await messageOf(second)).toBe(
			`Not live: "Second line". The reason: "spam risk: too many". Job ID: ${failed}`,
		);
	});
});

it('Tells nothing twice after n8n was killed between two polls, and all that came meanwhile', async () => {
	const { sandbox, user } = stage;
	await user.publish(NEW_MEDIA);
	await user.publish(ENDED);
	const counts = { ended: await count(ENDED), media: await count(NEW_MEDIA) };
	const known = await schedulePost(sandbox, { dueInMs: WEEK_MS, caption: 'Known' });
	const other = await schedulePost(sandbox, { dueInMs: WEEK_MS, caption: 'Other' });
	await polls('/publish/scheduled', 2);
	// What a poll without items has learned is saved with the next items.
	sandbox.endJob(other, 'succeeded');
	await executions(ENDED, '/publish/scheduled', counts.ended + 1);

	await stage.kill();
	const { mediaId } = sandbox.addMedia();
	sandbox.endJob(known, 'succeeded');
	await stage.start();

	await executions(ENDED, '/publish/scheduled', counts.ended + 2);
	await executions(NEW_MEDIA, '/media', counts.media + 1);
	expect(sandbox.posts.filter(({ mediaIds }) => mediaIds.includes(mediaId))).toHaveLength(1);
});
