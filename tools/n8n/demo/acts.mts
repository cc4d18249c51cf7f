import type { Post, Sandbox } from '../../sandbox/index.mts';
import { duration, type Log } from '../machine/log.mts';
import { until } from '../machine/until.mts';
import { type Execution, itemsOf, type Json } from '../server/execution.mts';
import type { Host } from '../server/launch.mts';
import type { Checks } from './checks.mts';
import {
	type ExampleNode,
	type ExampleWorkflow,
	expectedBody,
	readExample,
} from './exampleWorkflow.mts';

/** One example workflow that has been run, and all there is to know about it. */
export interface Ran {
	readonly workflow: ExampleWorkflow;
	readonly execution: Execution;
	/** What the sandbox accepted meanwhile. */
	readonly posts: readonly Post[];
	readonly sandbox: Sandbox;
	readonly checks: Checks;
	readonly log: Log;
}

/** Tells what happened, and checks it against n8n's run data and the sandbox's ledger. */
export interface Act {
	readonly title: string;
	/** The workflow's file in workflows/, without `.json`. */
	readonly file: string;
	readonly judge: (ran: Ran) => void;
}

const WEEK_MS = 7 * 24 * 60 * 60_000;
/** n8n polls once a minute at most; a busy machine takes its time. */
const WATCHED_WITHIN_MS = 180_000;
const LINK = /^https:\/\/www\.tiktok\.com\/@[^/]+\/video\/\d+$/;

/** The demo, in its order. */
export const ACTS: readonly Act[] = [
	{ title: 'Publish a video and wait', file: 'publish-a-video', judge: judgeVideo },
	{ title: 'Schedule, list, cancel', file: 'schedule-list-cancel', judge: judgeSchedule },
	{ title: 'Publish a photo carousel', file: 'publish-a-carousel', judge: judgeCarousel },
	{ title: 'A post that TikTok refuses', file: 'a-post-that-fails', judge: judgeFailure },
];

function judgeVideo(ran: Ran): void {
	const { checks, log } = ran;
	const node = nodeAt(ran, 0);
	const job = onlyItem(ran, node);
	const post = onlyPost(ran, node);
	log(`  TikTok has taken the video: ${text(job.status)}, privacy ${text(post?.privacyLevel)}`);
	log(`  ${text(job.permalink)}`);

	succeeded(ran);
	checks.equal('video: the job of the output', job.outputJobId, post?.outputJobId);
	checks.equal('video: its status in the output', job.status, 'succeeded');
	checks.equal('video: its status in the ledger', post?.status, 'succeeded');
	checks.matches('video: its link', job.permalink, LINK);
	checks.equal('video: the link in the ledger', post?.permalink, job.permalink);
	toldWhatWasPosted(ran, node, job);
}

function judgeSchedule(ran: Ran): void {
	const { checks, log } = ran;
	const scheduled = onlyItem(ran, nodeAt(ran, 0));
	const listed = itemsOf(ran.execution, nodeAt(ran, 1).name);
	const cancelled = onlyItem(ran, nodeAt(ran, 2));
	const post = onlyPost(ran, nodeAt(ran, 0));
	const due = new Date(text(scheduled.scheduledFor));
	log(`  Scheduled for ${text(scheduled.scheduledFor)}, job ${text(scheduled.outputJobId)}`);
	log(
		`  The list of scheduled posts holds ${String(listed.length)}: ${listed.map(jobId).join(', ')}`,
	);
	log(`  Cancelled again: job ${text(cancelled.outputJobId)} is now ${text(post?.status)}`);

	succeeded(ran);
	checks.equal('schedule: its status in the output', scheduled.status, 'scheduled');
	checks.equal('schedule: the job of the output', scheduled.outputJobId, post?.outputJobId);
	toldWhatWasPosted(ran, nodeAt(ran, 0), scheduled);
	const off = due.getTime() - (Date.parse(post?.acceptedAt ?? '') + WEEK_MS);
	// A week on the calendar is an hour longer or shorter where the clocks change in between.
	checks.holds(
		`schedule: ${text(scheduled.scheduledFor)} is not a week after ${text(post?.acceptedAt)}`,
		Math.abs(off) < 61 * 60_000,
	);
	checks.equal('list: the scheduled jobs', listed.map(jobId), [post?.outputJobId]);
	checks.equal('cancel: the job of the output', cancelled.outputJobId, post?.outputJobId);
	checks.equal('cancel: the status in the ledger', post?.status, 'canceled');
	const left = ran.sandbox.posts.filter(({ status }) => status === 'scheduled');
	checks.equal('cancel: what is still scheduled', left.map(jobId), []);
}

function judgeCarousel(ran: Ran): void {
	const { checks, log } = ran;
	const node = nodeAt(ran, 0);
	const output = onlyItem(ran, node);
	const post = onlyPost(ran, node);
	log(`  TikTok has taken the carousel: ${text(output.imageCount)} images`);
	log(`  ${text(output.permalink)}`);

	succeeded(ran);
	checks.equal('carousel: the number of images', output.imageCount, post?.mediaIds.length);
	checks.matches('carousel: its link', output.permalink, LINK);
	checks.equal('carousel: the link in the ledger', post?.permalink, output.permalink);
	checks.equal('carousel: its status in the ledger', post?.status, 'succeeded');
	toldWhatWasPosted(ran, node, output);
}

function judgeFailure(ran: Ran): void {
	const { checks, execution, log } = ran;
	const node = nodeAt(ran, 0);
	const post = onlyPost(ran, node);
	const message = execution.error?.message ?? '(no error)';
	const description = execution.error?.description ?? '(no description)';
	log('  The workflow fails, as it should, and n8n shows:');
	log(`  | ${message}`);
	for (const line of description.split('\n')) log(`  | ${line}`);

	checks.equal('failure: the exit code of n8n execute', execution.exitCode, 1);
	checks.equal('failure: the status of the execution', execution.status, 'error');
	checks.equal('failure: the node of the error', execution.error?.node?.name, node.name);
	checks.equal('failure: its status in the ledger', post?.status, 'failed');
	checks.equal(
		'failure: the first line of the error',
		execution.error?.message,
		`The publish job failed: ${text(post?.errorMessage)}`,
	);
	checks.contains('failure: the job in the error', `${message}\n${description}`, post?.outputJobId);
	checks.equal('failure: the items put out', itemsOf(execution, node.name), []);
}

function succeeded({ workflow, execution, checks }: Ran): void {
	const { error } = execution;
	checks.equal(
		`"${workflow.name}": the error`,
		error && [error.message, error.description],
		undefined,
	);
	checks.equal(`"${workflow.name}": the exit code of n8n execute`, execution.exitCode, 0);
	checks.equal(`"${workflow.name}": the status of the execution`, execution.status, 'success');
}

/** What the sandbox accepted: exactly one post, with every field just as the node was set. */
function onlyPost({ workflow, posts, checks }: Ran, node: ExampleNode): Post | undefined {
	checks.equal(`"${workflow.name}": how often it was posted`, posts.length, 1);
	const [post] = posts;
	if (!post) return undefined;
	const { scheduledAt, ...fields } = post.fields;
	checks.equal(`"${workflow.name}": what was posted`, sorted(fields), sorted(expectedBody(node)));
	checks.equal(
		`"${workflow.name}": whether it was scheduled`,
		scheduledAt !== undefined,
		node.parameters.scheduledAt !== undefined,
	);
	return post;
}

/** Beside the API's answer stands what was posted. */
function toldWhatWasPosted({ checks }: Ran, node: ExampleNode, output: Json): void {
	const { tiktokAccountId, mediaId, mediaIds, caption, privacyLevel } = expectedBody(node);
	for (const [name, value] of Object.entries({
		tiktokAccountId,
		mediaId,
		mediaIds,
		caption,
		privacyLevel,
	})) {
		checks.equal(`"${node.name}": ${name} of the output`, output[name], value);
	}
}

function onlyItem({ execution, checks }: Ran, node: ExampleNode): Json {
	const items = itemsOf(execution, node.name);
	checks.equal(`"${node.name}": the number of items put out`, items.length, 1);
	return items[0] ?? {};
}

function nodeAt({ workflow }: Ran, index: number): ExampleNode {
	const node = workflow.nodes[index];
	if (!node) throw new Error(`"${workflow.name}" has no node number ${String(index + 1)}.`);
	return node;
}

function jobId(job: { outputJobId?: unknown }): string {
	return text(job.outputJobId);
}

function text(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '(nothing)';
}

function sorted(json: Json): [string, unknown][] {
	return Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The last act of the demo: n8n watches the media library by itself, and posts what is new in it. */
export async function watch(host: Host, sandbox: Sandbox, checks: Checks, log: Log): Promise<void> {
	const { id, name } = await readExample('new-media-becomes-a-post');
	const comes = (holds: () => boolean) =>
		until(holds, Boolean, WATCHED_WITHIN_MS).catch(() => false);
	const asked = sandbox.requests.length;
	const polls = () => sandbox.requests.slice(asked).filter(({ path }) => path === '/media').length;
	await host.publish(id);
	await host.startEditor();
	checks.holds(`"${name}": n8n did not look at the library`, await comes(() => polls() > 0));

	const before = sandbox.posts.length;
	const { mediaId } = sandbox.addMedia({ fileName: 'just-made.mp4' });
	const added = Date.now();
	log(`  n8n watches the library; just-made.mp4 is new in it. It polls once a minute …`);
	const ended = () => sandbox.posts.slice(before).every(({ status }) => status === 'succeeded');
	await comes(() => sandbox.posts.length > before && ended());

	const posts = sandbox.posts.slice(before);
	const took = duration(Date.now() - added);
	log(`  "${name}" ran by itself, and TikTok has taken the video after ${took}:`);
	log(`  ${posts.map(({ permalink }) => permalink).join(', ')}`);
	checks.equal(
		`"${name}": what was posted`,
		posts.map(({ mediaIds }) => mediaIds),
		[[mediaId]],
	);
}
