import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { randomUUID } from 'node:crypto';

import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

import type { Post, Sandbox } from '../../../sandbox/index.mts';
import type { UploadedFile } from '../../../sandbox/http/countingStorage.mts';
import { ACCOUNTS, MEDIA } from '../../../sandbox/seed.mts';
import { runWorkflow, type Outcome } from '../../support/engine.mts';
import { CONTENT, inMemory } from '../../support/files.mts';
import { reveal } from '../../support/reveal.mts';
import { savedWorkflow } from '../../support/savedWorkflow.mts';
import type { ItemCase, RunCase } from './cases.mts';

/** So long after a stop the requests are counted. */
const LOOK_BACK_MS = 3000;

/** When requests left this process, in milliseconds since the epoch; each run has a list of its own. */
const departures = new AsyncLocalStorage<number[]>();
// What the sandbox sees is no measure: it shares the process with many runs, and reads what was sent long before.
subscribe('http.client.request.start', () => departures.getStore()?.push(Date.now()));

const LEFT_NO_POST = new Set(['failed', 'canceled']);

/** The second image of every carousel; the first is its own. */
const SECOND_IMAGE = MEDIA.jpegs[1];

const VIDEO = {
	path: '/publish/tiktok',
	file: { field: 'binaryPropertyName', value: '$json.video' },
	library: { field: 'mediaId', value: '$json.video' },
	mimeType: 'video/mp4',
	content: CONTENT.mp4,
} as const;

/** The operations that post: the saved workflow, the endpoint, and how a field tells what to post. */
const OPERATIONS = {
	publish: { ...VIDEO, workflow: 'video-publish' },
	schedule: { ...VIDEO, workflow: 'video-schedule' },
	carousel: {
		workflow: 'carousel-publish',
		path: '/publish/tiktok/carousel',
		file: { field: 'binaryPropertyNames', value: '$json.video && [$json.video, "second"]' },
		library: { field: 'mediaIds', value: `$json.video && [$json.video, "${SECOND_IMAGE}"]` },
		mimeType: 'image/jpeg',
		content: CONTENT.jpeg,
	},
} as const;

/** Input of an item: each has a media, or a file, of its own, by whose ID or name faults and posts are told apart. */
interface Input {
	own: string;
	json: IDataObject;
	files?: IBinaryKeyData;
}

const accountFor = (input: ItemCase['input']) =>
	input === 'badAccount' ? 'nobody' : ACCOUNTS.studio;

function fromLibrary({ input }: ItemCase, { operation }: RunCase, sandbox: Sandbox): Input {
	const outcome =
		input === 'jobFails'
			? { fail: { errorMessage: 'spam' } }
			: input === 'noCredits'
				? { refuse: { status: 402, code: 'insufficient_credits' as const, message: 'No credits.' } }
				: undefined;
	const { mimeType } = OPERATIONS[operation];
	const { mediaId } = sandbox.addMedia({ mimeType, outcome });
	const video = input === 'emptyMedia' ? '' : input === 'unresolvable' ? 'unresolvable' : mediaId;
	return { own: mediaId, json: { video, account: accountFor(input) } };
}

function fromFile({ input }: ItemCase, { operation }: RunCase): Input {
	// The service does not take a file with such a name; what a job makes of a file is up to the faults.
	const own = `${input === 'noCredits' ? 'refused-' : ''}${randomUUID()}`;
	const { mimeType, content } = OPERATIONS[operation];
	return {
		own,
		json: {
			video: input === 'unresolvable' ? 'unresolvable' : 'data',
			account: accountFor(input),
		},
		files: {
			data: inMemory(input === 'emptyMedia' ? Buffer.alloc(0) : content, {
				fileName: own,
				mimeType,
			}),
			second: inMemory(content, { fileName: 'second', mimeType }),
		},
	};
}

function addFaults(run: RunCase, inputs: Input[], sandbox: Sandbox): void {
	const { items, source, operation } = run;
	const post = { method: 'POST', path: OPERATIONS[operation].path };
	items.forEach((item, index) => {
		const own = inputs[index]?.own;
		const its = source === 'binary' ? { fileName: own } : { mediaId: own };
		const upload = { method: 'POST', path: '/media/upload', ...its };
		for (const fault of item.upload) sandbox.faults.add({ ...upload, ...fault });
		for (const fault of item.post) sandbox.faults.add({ ...post, ...its, ...fault });
		for (const fault of item.look) sandbox.faults.add({ method: 'GET', ...its, ...fault });
	});
}

async function execute(
	{ operation, source, wait, node, batching, stopAfterMs }: RunCase,
	inputs: Input[],
	sandbox: Sandbox,
) {
	const { workflow, file, library } = OPERATIONS[operation];
	const { field, value } = source === 'binary' ? file : library;
	const saved = savedWorkflow(workflow, {
		items: inputs.map(({ json }) => json),
		files: inputs.map(({ files = {} }) => files),
		node,
		parameters: {
			source,
			[field]: `={{ $json.video === "unresolvable" ? $("Nowhere").item.json.id : ${value} }}`,
			tiktokAccountId: { __rl: true, mode: 'id', value: '={{ $json.account }}' },
			...(operation !== 'schedule' && {
				waitForCompletion: wait,
				waitOptions: { timeout: 20 },
			}),
			...(batching && { requestOptions: { batching: { batch: batching } } }),
		},
	});
	const { apiKey, baseUrl } = sandbox;
	const stop = new AbortController();
	let stoppedAt: number | undefined;
	const timer =
		stopAfterMs === undefined
			? undefined
			: setTimeout(() => {
					stoppedAt = Date.now();
					stop.abort();
				}, stopAfterMs);
	const outcome = await runWorkflow(saved, { apiKey, baseUrl }, stop.signal);
	clearTimeout(timer);
	return { outcome, stoppedAt };
}

/** Everything a user or a log could read of a run. */
const textOf = ({ outputs, error }: Outcome) =>
	JSON.stringify(outputs) + String(error?.message) + String(error?.description);

/** The promises, and what a run did instead. */
export interface Broken {
	promise:
		| 'posted once'
		| 'told'
		| 'one ending for each item'
		| 'nothing after a stop'
		| 'secret key'
		| 'can be judged';
	what: string;
}

function* postedTwice(inputs: Input[], posts: OwnPost[]): Generator<Broken> {
	for (const { own } of inputs) {
		const standing = posts.filter((post) => post.own === own && !LEFT_NO_POST.has(post.status));
		if (standing.length > 1) {
			yield { promise: 'posted once', what: `${own} was posted ${standing.length} times` };
		}
	}
}

/** An accepted job is in the outputs or in the error; where the service never told its ID, its outcome is called open. */
function* forgotten(outcome: Outcome, posts: OwnPost[], told: Set<number>): Generator<Broken> {
	const text = textOf(outcome);
	for (const { own, outputJobId, publishId, status, requestId } of posts) {
		// A carousel has no job.
		const id = String(outputJobId ?? publishId);
		if (LEFT_NO_POST.has(status) || text.includes(id)) continue;
		if (told.has(requestId)) yield { promise: 'told', what: `${id} was accepted and forgotten` };
		else if (!text.includes('may be live')) {
			yield { promise: 'told', what: `${own} may be live, and nobody says so` };
		}
	}
}

function* endings(run: RunCase, outcome: Outcome): Generator<Broken> {
	const items = outcome.outputs.flat();
	const promise = 'one ending for each item';
	const came = `of ${run.items.length} items ${items.length} came out`;
	if (run.node.onError === 'stopWorkflow') {
		if (!outcome.error && items.length !== run.items.length) yield { promise, what: came };
		return;
	}
	// An item whose parameters n8n cannot resolve never reaches the node: n8n makes its error itself, and pairs nothing.
	const reaches = (index: number) => run.items[index]?.input !== 'unresolvable';
	const paired = items
		.flatMap(({ pairedItem }) => (pairedItem as { item: number } | undefined)?.item ?? [])
		.filter(reaches)
		.sort((a, b) => a - b);
	const expected = [...run.items.keys()].filter(reaches);
	if (String(paired) !== String(expected) || items.length !== run.items.length) {
		yield { promise, what: `${came}, paired with ${String(paired)}` };
	}
}

/** A post with what tells its item: the ID of its media, or the name of the file that became it. */
type OwnPost = Post & { own: string };

function postsOf(sandbox: Sandbox, all: Set<string>): OwnPost[] {
	const names = new Map(sandbox.media.map(({ mediaId, fileName }) => [mediaId, fileName]));
	return sandbox.posts
		.map((post) => {
			const mediaId = String(post.mediaIds[0]);
			return { ...post, own: names.get(mediaId) ?? mediaId };
		})
		.filter(({ own }) => all.has(own));
}

/** The requests that upload these files, post these media or look at their jobs. */
function requestsOf(sandbox: Sandbox, all: Set<string>, posts: OwnPost[]) {
	const jobs = new Set(posts.map(({ outputJobId }) => String(outputJobId)));
	const media = new Set(
		sandbox.media.filter(({ fileName = '' }) => all.has(fileName)).map(({ mediaId }) => mediaId),
	);
	return sandbox.requests.filter(({ path, body = {} }) => {
		const {
			mediaId,
			mediaIds: [first = mediaId] = [],
			files = [],
		} = body as { mediaId?: string; mediaIds?: string[]; files?: UploadedFile[] };
		return (
			jobs.has(path.split('/').at(-1) ?? '') ||
			[first ?? '', ...files.map(({ fileName }) => fileName)].some((name) => all.has(name)) ||
			media.has(first ?? '')
		);
	});
}

/**
 * Runs one case in n8n's real engine against the sandbox and holds it against the promises. Many cases may run at
 * once: each knows its own media.
 *
 * @returns the promises that were broken; none is good
 */
export async function brokenPromises(run: RunCase, sandbox: Sandbox): Promise<Broken[]> {
	const inputs = run.items.map((item) =>
		run.source === 'binary' ? fromFile(item, run) : fromLibrary(item, run, sandbox),
	);
	addFaults(run, inputs, sandbox);

	const sent: number[] = [];
	const { outcome, stoppedAt } = await departures.run(
		sent,
		async () => await execute(run, inputs, sandbox),
	);

	if (stoppedAt !== undefined) {
		await new Promise((resolve) => setTimeout(resolve, stoppedAt + LOOK_BACK_MS - Date.now()));
	}
	const own = new Set(inputs.map((input) => input.own));
	const posts = postsOf(sandbox, own);
	const requests = requestsOf(sandbox, own, posts);
	// The service told of a post when its answer went out whole, and was its own.
	const told = new Set(
		requests
			.filter(
				({ path, status, faults }) =>
					path === OPERATIONS[run.operation].path &&
					status === 200 &&
					!faults.includes('cut') &&
					!faults.includes('status'),
			)
			.map(({ id }) => id),
	);

	const late = sent.filter((at) => stoppedAt !== undefined && at > stoppedAt);
	const broken: Broken[] = [...postedTwice(inputs, posts)];
	if (late.length > 0) {
		broken.push({ promise: 'nothing after a stop', what: `${late.length} requests` });
	}
	if (sent.length < requests.length) {
		broken.push({ promise: 'nothing after a stop', what: 'not every request was seen to leave' });
	}
	if (reveal(outcome.run).includes(sandbox.apiKey)) {
		broken.push({ promise: 'secret key', what: 'it is in the saved run' });
	}
	// Of a stopped execution n8n keeps neither outputs nor errors.
	if (stoppedAt !== undefined) return broken;
	return [...broken, ...forgotten(outcome, posts, told), ...endings(run, outcome)];
}
