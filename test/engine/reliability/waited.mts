import type { Sandbox } from '../../../tools/sandbox/index.mts';
import type { Broken } from './broken.mts';
import type { Executed } from './execute.mts';
import { errorIn, indexOf, type Ledger } from './ledger.mts';

const ENDED = new Set<unknown>(['succeeded', 'failed', 'canceled', 'scheduled']);

const TIMED_OUT = /The job had not ended after ([\d.]+) seconds/;

interface TimeOut {
	seconds: number;
	outputJobId: string;
}

/** The timeouts that a run reports: as errors, or as outputs of a job that has not ended. */
function timeOutsOf({ run, inputs, outcome: { outputs, error } }: Executed): TimeOut[] {
	const timeOutIn = (text = '', outputJobId: unknown = undefined): TimeOut[] => {
		const [, seconds] = TIMED_OUT.exec(text) ?? [];
		return seconds === undefined
			? []
			: [{ seconds: Number(seconds), outputJobId: String(outputJobId) }];
	};
	const thrown = timeOutIn(
		error?.message,
		(error?.context as Record<string, unknown>)?.outputJobId,
	);
	const items = outputs.flat().flatMap((output) => {
		const failure = errorIn(output);
		if (failure) return timeOutIn(failure.message, failure.outputJobId);
		const { wait, timeout } = inputs[indexOf(output) ?? -1]?.expected ?? {};
		const waited = wait?.must !== 'refuse' && wait?.as === true && run.operation === 'publish';
		const { outputJobId, status } = output.json;
		if (!waited || !timeout || timeout.must === 'refuse') return [];
		if (typeof outputJobId !== 'string' || ENDED.has(status)) return [];
		return [{ seconds: Number(timeout.as), outputJobId }];
	});
	return [...thrown, ...items];
}

/**
 * A timeout is confirmed by a poll: the last one of that job was sent when the time was over, and was not refused. The time
 * began when the post was answered, or later.
 */
export function* lateWithoutPoll(
	executed: Executed,
	{ requests }: Ledger,
	sandbox: Sandbox,
): Generator<Broken> {
	for (const { seconds, outputJobId } of timeOutsOf(executed)) {
		const post = requests.find((request) => request.outputJobId === outputJobId);
		const last = sandbox.requests
			.filter(({ method, path }) => method === 'GET' && path.endsWith(`/${outputJobId}`))
			.at(-1);
		// Of a job that no post made nothing is known but when the first request of its run came.
		const begun = post?.finishedAt ?? requests[0]?.startedAt ?? 0;
		const over = begun + seconds * 1000;
		if (!last || last.startedAt < over || last.status === 429) {
			const found = last
				? `${last.startedAt - over} ms after the end, HTTP ${last.status}`
				: 'there was none';
			yield {
				promise: 'every timeout confirmed by a poll',
				what: `job ${outputJobId} after ${seconds} s; its last poll: ${found}`,
			};
		}
	}
}

/** What is not waited for is not polled; what is waited for has ended when it comes out. */
export function* waitedOtherwise(
	{ run, inputs, outcome }: Executed,
	{ posts, requests }: Ledger,
): Generator<Broken> {
	const promise = 'as it was set';
	for (const { own, outputJobId } of posts) {
		const wait = inputs.find((input) => input.own === own)?.expected.wait;
		const polls = requests.filter(
			({ method, path }) => method === 'GET' && path.endsWith(`/${outputJobId}`),
		);
		if (wait?.must !== 'refuse' && wait?.as === false && polls.length > 0) {
			yield { promise, what: `${outputJobId} was polled, without Wait for Completion` };
		}
	}
	if (run.operation !== 'publish' || run.onTimeout === 'output') return;
	for (const output of outcome.outputs.flat()) {
		const index = indexOf(output) ?? -1;
		const { poll, post } = run.items[index] ?? {};
		const wait = inputs[index]?.expected.wait;
		const isWaited = wait?.must !== 'refuse' && wait?.as === true;
		// An answer that was made up says what it likes.
		const isTrue = [...(poll ?? []), ...(post ?? [])].every(({ kind }) => kind !== 'status');
		if (isWaited && isTrue && !errorIn(output) && output.json.status !== 'succeeded') {
			yield { promise, what: `item ${index} came out as ${JSON.stringify(output.json.status)}` };
		}
	}
}
