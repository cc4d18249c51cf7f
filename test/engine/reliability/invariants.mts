import { setTimeout as sleep } from 'node:timers/promises';

import type { Sandbox } from '../../../tools/sandbox/index.mts';
import { nodesEnded } from '../../support/engine.mts';
import type { OpenRequests } from '../../support/time.mts';
import type { Broken } from './broken.mts';
import type { Case } from './cases.mts';
import { execute, type Executed } from './execute.mts';
import { indexOf, ledgerOf, type Ledger } from './ledger.mts';
import { altered, forgotten, isAbout, postedInPart, postedTwice, withheld } from './posted.mts';
import { spokenKey, unplainWords, unplainLog } from './secret.mts';
import { rejectionsDuring } from './rejections.mts';
import { inQuickTime } from './time.mts';
import { lateWithoutPoll, waitedOtherwise } from './waited.mts';

/** Each item comes out once, paired with its input; of a run that stops on an error only the error does. */
function* endings({ run, outcome }: Executed): Generator<Broken> {
	const items = outcome.outputs.flat();
	const promise = 'one ending for each item';
	const came = `of ${run.items.length} items ${items.length} came out`;
	if (run.node.onError === 'stopWorkflow' && outcome.error) return;
	// An item whose parameters n8n cannot resolve never reaches the node: n8n makes its error itself, and pairs nothing.
	const reaches = (index: number) => {
		const { media, requestOptions } = run.items[index] ?? {};
		return media !== 'unresolvable' && requestOptions !== 'badProxy';
	};
	const paired = items
		.flatMap((item) => indexOf(item) ?? [])
		.filter(reaches)
		.sort((a, b) => a - b);
	const expected = [...run.items.keys()].filter(reaches);
	if (String(paired) !== String(expected) || items.length !== run.items.length) {
		yield { promise, what: `${came}, paired with ${String(paired)}` };
	}
}

/**
 * Where one error stands for the whole run, each item that it leaves without a post is named in it: as the first that failed, or
 * as another one. Of a batch that was not sent at all only the wrong items are.
 */
function* unreported(
	{ run, inputs, outcome: { error } }: Executed,
	{ posts }: Ledger,
): Generator<Broken> {
	const { message, description, context } = error ?? {};
	const { itemIndex } = (context ?? {}) as { itemIndex?: number };
	const isWhole =
		typeof run.batching?.batchSize === 'string' ||
		run.items.some(
			({ media, requestOptions }) => media === 'unresolvable' || requestOptions !== 'usable',
		);
	if (isWhole || itemIndex === undefined || message?.includes('items cannot be sent')) return;
	const text = String(description);
	if (text.includes("all are in n8n's log")) return;
	const lines = text.split('<br>\n');
	const posted = new Set(posts.map(({ own }) => own));
	for (const [item, { own }] of inputs.entries()) {
		if (item === itemIndex || lines.some((line) => isAbout(line, item)) || posted.has(own))
			continue;
		yield { promise: 'reported', what: `item ${item} was not posted, and no error says so` };
	}
}

function* afterStop({ sent, stoppedAt }: Executed, { requests }: Ledger): Generator<Broken> {
	const promise = 'nothing after a stop';
	const late = sent.filter((at) => stoppedAt !== undefined && at > stoppedAt);
	if (late.length > 0) yield { promise, what: `${late.length} requests` };
	if (sent.length < requests.length) {
		yield { promise, what: 'not every request was seen to leave' };
	}
}

/** What one run broke. */
function* brokenBy(
	whole: Case,
	executed: Executed,
	sandbox: Sandbox,
	log: string[],
): Generator<Broken> {
	const ledger = ledgerOf(executed, sandbox);
	yield* postedTwice(executed, ledger);
	yield* postedInPart(executed, ledger);
	yield* withheld(whole, executed, ledger);
	yield* afterStop(executed, ledger);
	yield* spokenKey(executed);
	// Of a stopped execution n8n keeps neither outputs nor errors.
	if (executed.stoppedAt !== undefined) return;
	yield* forgotten(executed, ledger, log);
	yield* endings(executed);
	yield* unreported(executed, ledger);
	yield* unplainWords(executed);
	yield* lateWithoutPoll(executed, ledger, sandbox);
	yield* waitedOtherwise(executed, ledger);
}

/** Turns of the event loop in which a connection closes. */
const CLOSING_TURNS = 20;

/** Where every node has ended, no request is open. */
async function leftOpen(open: OpenRequests): Promise<Broken[]> {
	for (let turns = 0; turns < CLOSING_TURNS && open.size > 0; turns++) await sleep(1);
	return open.size === 0
		? []
		: [{ promise: 'nothing is left behind', what: `${open.size} requests are still open` }];
}

/**
 * Runs one case in n8n's real engine against the sandbox, which is its own while it lasts, and holds it against the
 * promises.
 *
 * @param log what the node has written into n8n's log; it is emptied first
 * @returns the promises that were broken; none is good
 */
export async function brokenPromises(
	whole: Case,
	sandbox: Sandbox,
	log: string[] = [],
): Promise<Broken[]> {
	const broken: Broken[] = [];
	log.length = 0;
	Object.assign(sandbox.settings, whole.service);
	const rejections = await rejectionsDuring(async () => {
		await inQuickTime(async (open) => {
			// One that cannot be judged must not leave others running behind it.
			const runs = whole.runs.map(async (run) => await execute(run, sandbox));
			await Promise.allSettled(runs);
			await nodesEnded();
			const all = await Promise.all(runs);
			for (const executed of all) broken.push(...brokenBy(whole, executed, sandbox, log));
			broken.push(...altered(all, sandbox), ...unplainLog(log, whole.runs));
			broken.push(...(await leftOpen(open)));
		});
	});
	return [...broken, ...rejections];
}
