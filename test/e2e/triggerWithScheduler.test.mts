import { setTimeout as sleep } from 'node:timers/promises';

import { until } from '../../tools/n8n/machine/until.mts';
import type { Editor } from '../../tools/n8n/server/editor.mts';
import type { Sandbox } from '../../tools/sandbox/index.mts';
import { schedulePost } from '../support/schedulePost.mts';
import { freshN8n, type FreshN8n } from './support/freshN8n.mts';
import { type N8nUser, ownerAt } from './support/n8nUser.mts';
import { executions, polls } from './support/polling.mts';
import { endsAfterAll } from './support/testRun.mts';
import { example, pollingEvery } from './support/workflows.mts';

// n8n starts several times.
jest.setTimeout(15 * 60_000);

/** n8n's scheduler polls, and saves what a trigger remembers at every poll. A poll is abandoned after 10 s instead of 45 s. */
const SCHEDULER = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TIMEOUT: '10',
	N8N_SCHEDULER_MATERIALIZATION_INTERVAL: '5',
	N8N_SCHEDULER_EXECUTOR_INTERVAL: '2',
	N8N_SCHEDULER_REAPER_INTERVAL: '5',
	N8N_SCHEDULER_LEASE_DURATION: '15',
};

const NEW_MEDIA = 'wondaNewMedia';
const ENDED = 'wondaPostEnded';
const LIST = '/publish/scheduled';
const WEEK_MS = 7 * 24 * 60 * 60_000;

const atEnd = endsAfterAll();
let n8n: FreshN8n;
let sandbox: Sandbox;
let editor: Editor;
let user: N8nUser;
let added = 0;

/** Everything that n8n has logged, by each of its starts. */
const logs: (() => string)[] = [];

async function startEditor(): Promise<void> {
	editor = await n8n.host.startEditor();
	logs.push(editor.log);
	user = await ownerAt(editor, n8n.install);
}

function addMedia(): string {
	added++;
	return sandbox.addMedia().mediaId;
}

/** Every file that was added has started one execution, and was posted at most once. */
async function expectEachOnce(): Promise<void> {
	await executions({ sandbox, user }, NEW_MEDIA, '/media', added);
	const posted = sandbox.posts.flatMap(({ mediaIds }) => mediaIds);
	expect(posted).toEqual([...new Set(posted)]);
}

beforeAll(async () => {
	const files = ['new-media-becomes-a-post', 'a-scheduled-post-has-ended'];
	const workflows = await Promise.all(
		files.map(async (file) => pollingEvery(10, await example(file))),
	);
	const options = { queuedMs: 100, runMs: 300 };
	n8n = await freshN8n({ workflows, sandbox: options, env: SCHEDULER }, atEnd);
	({ sandbox } = n8n);
	await startEditor();
	await user.publish(NEW_MEDIA);
	await polls(sandbox, '/media', 2);
});
afterEach(() => expect(sandbox.violations).toEqual([]));

it('starts one execution for a new file', async () => {
	addMedia();
	await expectEachOnce();
	expect(sandbox.posts).toHaveLength(1);
});

it.each([
	['n8n was restarted', async () => await editor.stop()],
	['n8n was killed', async () => await editor.kill()],
])('does so for a file that arrives while %s', async (_, end) => {
	await end();
	addMedia();
	await startEditor();
	await expectEachOnce();
});

// By then the list has been read, and n8n is about to save it and to start the execution.
it.each([0, 200])('does so if n8n is killed %s ms after it has seen the file', async (ms) => {
	addMedia();
	await polls(sandbox, '/media', 1);
	await sleep(ms);
	await editor.kill();
	await startEditor();
	await expectEachOnce();
});

it('does so for a file that a slow answer has delayed, and ends within the time of a poll', async () => {
	sandbox.faults.add({ path: '/media', kind: 'slow', delayMs: 60_000, when: 'after' });
	await until(
		() => sandbox.faults.fired,
		({ length }) => length > 0,
		60_000,
	);
	addMedia();
	await expectEachOnce();
	expect(logs.map((log) => log()).join('')).not.toContain('was abandoned');
});

it('sees the end of a post that no poll with items has saved', async () => {
	await user.publish(ENDED);
	const before = (await user.executionsOf(ENDED)).length;
	const post = await schedulePost(sandbox, { dueInMs: WEEK_MS, caption: 'Known' });
	// The poll at activation and the first one of the scheduler may overlap. The next begins only when they are saved.
	await polls(sandbox, LIST, 3);
	await editor.kill();
	sandbox.endJob(post, 'succeeded');
	await startEditor();
	await executions({ sandbox, user }, ENDED, LIST, before + 1);
});
