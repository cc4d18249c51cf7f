import assert from 'node:assert/strict';

import type { Post, Sandbox } from '../../sandbox/index.mts';
import { duration, type Log } from '../machine/log.mts';
import { until } from '../machine/until.mts';
import { type Execution, itemsOf, type Json } from '../server/execution.mts';
import type { Host } from '../server/launch.mts';
import { type ExampleNode, expectedBody, readExample } from './example.mts';

/** An example workflow that the demo runs. */
export interface Act {
	readonly title: string;
	/** The workflow's file in workflows/, without `.json`. */
	readonly file: string;
	/** Reports what happened, and checks it against n8n's run data and the sandbox's ledger. */
	readonly judge: (ran: Ran) => void;
}

/** An example workflow that has been run. */
interface Ran {
	readonly nodes: readonly ExampleNode[];
	readonly execution: Execution;
	/** What the sandbox accepted meanwhile. */
	readonly posts: readonly Post[];
	readonly log: Log;
}

const WEEK_MS = 7 * 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
/** n8n polls once a minute at most; a busy machine may take longer. */
const TRIGGERED_WITHIN_MS = 180_000;
const LINK = /^https:\/\/www\.tiktok\.com\/@[^/]+\/video\/\d+$/;

/** The workflows that run without an editor, in the demo's order. */
export const ACTS: readonly Act[] = [
	{ title: 'Publish a video and wait', file: 'publish-a-video', judge: judgePublished },
	{ title: 'Schedule, list, cancel', file: 'schedule-list-cancel', judge: judgeSchedule },
	{ title: 'Publish a photo carousel', file: 'publish-a-carousel', judge: judgePublished },
	{ title: 'A post that TikTok refuses', file: 'a-post-that-fails', judge: judgeFailure },
];

/**
 * Runs an act.
 *
 * @throws an assertion error that names what is different.
 */
export async function perform(act: Act, host: Host, sandbox: Sandbox, log: Log): Promise<void> {
	const { id, name, nodes } = await readExample(act.file);
	const before = sandbox.posts.length;
	const execution = await host.execute(id);
	log(`  n8n ran "${name}" in ${duration(execution.tookMs)}`);
	const posts = JSON.parse(JSON.stringify(sandbox.posts.slice(before))) as Post[];
	act.judge({ nodes, execution, posts, log });
	assert.deepEqual(sandbox.violations, [], 'requests that break the API contract');
	assert.ok(!execution.output.includes(sandbox.apiKey), "n8n's output holds the API key");
}

function judgePublished(ran: Ran): void {
	const { node, post, output } = succeeded(ran);
	ran.log(`  TikTok has accepted it: privacy ${String(post.privacyLevel)}`);
	ran.log(`  ${String(output.permalink)}`);
	assert.equal(post.status, 'succeeded');
	assert.match(String(output.permalink), LINK);
	assert.equal(output.permalink, post.permalink);
	reportsWhatWasPosted(node, output);
}

function judgeSchedule(ran: Ran): void {
	const { node, post, output } = succeeded(ran);
	const [listed = [], [canceled] = []] = ran.nodes
		.slice(1)
		.map(({ name }) => itemsOf(ran.execution, name));
	ran.log(`  Scheduled for ${String(output.scheduledFor)}, job ${String(output.outputJobId)}`);
	ran.log(`  The list of scheduled posts holds ${String(listed.length)}`);
	ran.log(`  Canceled again: the job is now ${post.status}`);
	assert.deepEqual([output.status, output.outputJobId], ['scheduled', post.outputJobId]);
	reportsWhatWasPosted(node, output);
	// A week on the calendar is an hour longer or shorter if the clocks change in between.
	const ahead = Date.parse(String(output.scheduledFor)) - Date.parse(post.acceptedAt);
	assert.ok(Math.abs(ahead - WEEK_MS) <= 1.1 * HOUR_MS, `${duration(ahead)} is no week`);
	const listedJobs = listed.map(({ outputJobId }) => outputJobId);
	assert.deepEqual(listedJobs, [post.outputJobId], 'the scheduled jobs');
	assert.deepEqual([canceled?.outputJobId, post.status], [post.outputJobId, 'canceled']);
}

function judgeFailure({ nodes: [node], execution, posts, log }: Ran): void {
	assert.ok(node);
	const post = onlyPost(node, posts);
	const { message = '(no error)', description, node: failed } = execution.error ?? {};
	log('  The workflow fails, as it should, and n8n shows:');
	for (const line of `${message}\n${description ?? ''}`.split('\n')) log(`  | ${line}`);
	assert.deepEqual([execution.exitCode, execution.status], [1, 'error']);
	assert.deepEqual([failed?.name, post.status], [node.name, 'failed']);
	assert.ok(post.errorMessage && message.includes(post.errorMessage), 'the reason in the error');
	assert.ok(description?.includes(String(post.outputJobId)), 'the job in the error');
	assert.deepEqual(itemsOf(execution, node.name), []);
}

/** A workflow that succeeded. Out: its first Wonda TikTok node, the node's only item, and the only post. */
function succeeded({ nodes: [node], execution, posts }: Ran) {
	assert.ok(node);
	const { exitCode, status, error } = execution;
	assert.deepEqual([error?.message, exitCode, status], [undefined, 0, 'success']);
	const items = itemsOf(execution, node.name);
	assert.equal(items.length, 1, 'the number of items');
	return { node, post: onlyPost(node, posts), output: items[0] ?? {} };
}

/** The only post, which has every field as the node was set. */
function onlyPost(node: ExampleNode, posts: readonly Post[]): Post {
	assert.equal(posts.length, 1, 'the number of posts');
	const [post] = posts as [Post];
	const { scheduledAt, ...fields } = post.fields;
	assert.deepEqual(fields, expectedBody(node), 'the posted fields');
	assert.equal(scheduledAt === undefined, node.parameters.scheduledAt === undefined);
	return post;
}

/** What was posted stands beside the API's answer. */
function reportsWhatWasPosted(node: ExampleNode, output: Json): void {
	const body = expectedBody(node);
	for (const name of ['tiktokAccountId', 'mediaId', 'mediaIds', 'caption', 'privacyLevel']) {
		assert.deepEqual(output[name], body[name], `${name} of the output`);
	}
}

/**
 * The last act of the demo: n8n's trigger finds a new video in the media library, and the workflow posts it.
 *
 * @throws if it is not posted within three minutes, or not once.
 */
export async function watch(host: Host, sandbox: Sandbox, log: Log): Promise<void> {
	const { id, name } = await readExample('new-media-becomes-a-post');
	const polls = () => sandbox.requests.filter(({ path }) => path === '/media').length;
	const pollsBefore = polls();
	await host.publish(id);
	await host.startEditor();
	await until(polls, (count) => count > pollsBefore, TRIGGERED_WITHIN_MS);

	const before = sandbox.posts.length;
	const { mediaId } = sandbox.addMedia({ fileName: 'just-made.mp4' });
	const added = Date.now();
	log(`  n8n watches the library; just-made.mp4 is new. It polls once a minute …`);
	const posts = () => sandbox.posts.slice(before);
	const isPosted = () => posts().some(({ status }) => status === 'succeeded');
	await until(isPosted, Boolean, TRIGGERED_WITHIN_MS);
	log(`  "${name}" ran by itself, and TikTok has accepted the video`);
	log(`  after ${duration(Date.now() - added)}: ${String(posts()[0]?.permalink)}`);
	assert.deepEqual(
		posts().map(({ mediaIds }) => [...mediaIds]),
		[[mediaId]],
	);
}
