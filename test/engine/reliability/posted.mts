import type { Sandbox } from '../../../tools/sandbox/index.mts';
import type { Broken } from './broken.mts';
import type { Case } from './cases.mts';
import { KEYS, type Executed } from './execute.mts';
import { differences, mustArrive, mustBeRefused } from './expected.mts';
import { errorIn, indexOf, postRequestsTo, type Ledger, type OwnPost } from './ledger.mts';

const LEFT_NO_POST = new Set(['failed', 'canceled']);

/** At most one post of an item stands. */
export function* postedTwice({ inputs }: Executed, { posts }: Ledger): Generator<Broken> {
	for (const { own } of inputs) {
		const standing = posts.filter((post) => post.own === own && !LEFT_NO_POST.has(post.status));
		if (standing.length > 1) {
			yield { promise: 'posted once', what: `${own} was posted ${standing.length} times` };
		}
	}
}

/** Everything a user can read of a run: of very many items the rest is in n8n's log, and the error says so. */
function textOf({ outcome: { outputs, error } }: Executed, log: string[]): string {
	const description = String(error?.description);
	const isCut = description.includes("all are in n8n's log");
	return [JSON.stringify(outputs), error?.message, description, ...(isCut ? log : [])].join('\n');
}

const NOT_AGAIN = /may or may not be live|do not post (?:it )?again|may still go live/;

/** What stands under the words for posts that are, or may be, live. */
const LIVE = /^(?:Accepted in this run|These posts may or may not be live)/;

/** Whether a line of the run's error is about an item: "• item 3: job …", or "• item 3". */
export const isAbout = (line: string, item: number) =>
	line === `• item ${item}` || line.startsWith(`• item ${item}: `);

/** Whether the run's error names an item among those. */
function isNamed(lines: string[], item: number): boolean {
	let isLive = false;
	return lines.some((line) => {
		if (!line.startsWith('•')) isLive = LIVE.test(line);
		return isLive && isAbout(line, item);
	});
}

/** Whether a user who reads about an item knows that its post was, or may have been, accepted. */
function isReported(
	{ outcome: { outputs, error } }: Executed,
	item: number,
	text: string,
): boolean {
	const own = outputs.flat().filter((output) => indexOf(output) === item);
	if (own.length > 0) {
		return own.every((output) => {
			const failure = errorIn(output);
			return !failure || NOT_AGAIN.test(`${failure.message} ${failure.description}`);
		});
	}
	const [first, ...lines] = String(error?.description).split('<br>\n');
	const isItsError = (error?.context as { itemIndex?: number } | undefined)?.itemIndex === item;
	return (
		(isItsError && NOT_AGAIN.test(`${error?.message} ${first}`)) ||
		isNamed(lines, item) ||
		text.includes(`Item ${item} may or may not be live`)
	);
}

/** The faults after which a client knows nothing of a post, although the service answered 200. */
const UNREPORTED = new Set(['cut', 'status', 'redirect', 'resetAfter', 'resetReading']);

/** An accepted job is named; where the service never sent its ID, its outcome is called open, or it is an answer. */
export function* forgotten(
	executed: Executed,
	{ posts, requests }: Ledger,
	log: string[],
): Generator<Broken> {
	const answered = new Set(
		requests
			.filter(
				({ status, faults }) => status === 200 && !faults.some((kind) => UNREPORTED.has(kind)),
			)
			.map(({ id }) => id),
	);
	const text = textOf(executed, log);
	const idOf = ({ outputJobId, publishId }: OwnPost) => String(outputJobId ?? publishId);
	for (const post of posts) {
		if (LEFT_NO_POST.has(post.status) || text.includes(idOf(post))) continue;
		const items = [...executed.inputs.keys()].filter(
			(index) => executed.inputs[index]?.own === post.own,
		);
		const name = `${idOf(post)} of item ${items.join(' or ')}`;
		if (answered.has(post.requestId)) {
			yield { promise: 'reported', what: `${name} was accepted and forgotten` };
		} else if (!items.some((item) => isReported(executed, item, text))) {
			yield { promise: 'reported', what: `${name} may be live, and no error says so` };
		}
	}
}

/** The body of every post that arrived is what its item's fields say; nobody else's arrived. */
export function* altered(all: Executed[], sandbox: Sandbox): Generator<Broken> {
	const promise = 'as it was set';
	for (const { request, body } of postRequestsTo(sandbox)) {
		if (!body) continue;
		const input = all.flatMap(({ inputs }) => inputs).find(({ own }) => own === body.media);
		if (!input) {
			yield { promise, what: `a post that no item asked for arrived: ${JSON.stringify(body)}` };
			continue;
		}
		if (mustBeRefused(input.expected)) {
			yield { promise, what: `${JSON.stringify(body)} arrived, and had to be refused` };
		}
		if (request.keyIndex !== [KEYS.first, KEYS.second].indexOf(KEYS[input.customer])) {
			yield { promise, what: `${JSON.stringify(body)} arrived with another customer's key` };
		}
		for (const what of differences(input.expected, body)) yield { promise, what };
		if (request.violation) yield { promise, what: `${request.violation}: ${JSON.stringify(body)}` };
	}
}

/** Whether the items of a run stand and fall together. */
const isChecked = ({ node, batching, items }: Case['runs'][number]) =>
	node.onError === 'stopWorkflow' && (!batching || items.length <= Number(batching.batchSize));

/** With one item that has to be refused no other of its batch is posted. */
export function* postedInPart(executed: Executed, { postRequests }: Ledger): Generator<Broken> {
	const { run, inputs } = executed;
	const wrong = inputs.findIndex(
		({ expected }, index) =>
			mustBeRefused(expected) ||
			run.items[index]?.isTwin ||
			run.items[index]?.media === 'unresolvable',
	);
	if (isChecked(run) && wrong >= 0 && postRequests.length > 0) {
		yield { promise: 'as it was set', what: `item ${wrong} is wrong, and others were posted` };
	}
}

/** Where nothing comes between, every item of a run arrives that is as the API has it. */
export function* withheld(
	{ service, runs }: Case,
	{ run, inputs, stoppedAt }: Executed,
	{ postRequests }: Ledger,
): Generator<Broken> {
	const { limitAll, limitPolls, limitPosts, limitUploads } = service;
	const isLimited = limitAll ?? limitPolls ?? limitPosts ?? limitUploads;
	const isQuiet = runs.every(({ items }) =>
		items.every(({ upload, post, poll }) => upload.length + post.length + poll.length === 0),
	);
	const stops = run.node.onError === 'stopWorkflow';
	if (isLimited || !isQuiet || stoppedAt !== undefined || run.unreachable) return;
	const isGood = inputs.map(({ expected, customer }, index) => {
		const isOdd = ['emptyFile', 'refusedFile', 'webPage'].includes(run.items[index]?.media ?? '');
		// Of twins one is posted where each item stands alone.
		const isRefused = stops && run.items[index]?.isTwin;
		return mustArrive(expected) && !isOdd && !isRefused && customer !== 'stranger';
	});
	if (stops && !isGood.every(Boolean)) return;
	const arrived = new Set(postRequests.map(({ body }) => body?.media));
	for (const [index, { own }] of inputs.entries()) {
		if (isGood[index] && !arrived.has(own)) {
			yield { promise: 'a good item is posted', what: `item ${index} was not` };
		}
	}
}
