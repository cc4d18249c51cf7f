import type { INodeExecutionData } from 'n8n-workflow';

import { reveal } from '../../support/reveal.mts';
import type { Broken } from './broken.mts';
import type { RunCase } from './cases.mts';
import type { Executed } from './execute.mts';
import { errorIn, indexOf } from './ledger.mts';

/** The key without its prefix, in small letters: it is in every way to write it. */
const bare = (apiKey: string) => apiKey.replace(/^sk_/, '').toLowerCase();

const holds = (text: string, apiKey: string) => text.toLowerCase().includes(bare(apiKey));

/** Whether an answer that succeeded repeated the key: such an answer is passed on as it is. */
function wasAnsweredWithKey(run: RunCase, item: number, apiKey: string): boolean {
	const { post = [], poll = [] } = run.items[item] ?? {};
	return [...post, ...poll].some(
		(fault) =>
			fault.kind === 'status' &&
			fault.status >= 200 &&
			fault.status < 300 &&
			(holds(fault.text ?? '', apiKey) || (fault.text ?? '').includes('{{authorization}}')),
	);
}

/** Nothing that n8n saves of a run holds the key, but an answer that succeeded and repeated it. */
export function* spokenKey({ run, outcome }: Executed, apiKey: string): Generator<Broken> {
	const passedOn = (item: INodeExecutionData) =>
		!errorIn(item) && wasAnsweredWithKey(run, indexOf(item) ?? -1, apiKey);
	const answers = outcome.outputs.flat().filter(passedOn);
	const kept = answers.map(({ json }) => json);
	for (const answer of answers) answer.json = {};
	const text = reveal(outcome.run);
	answers.forEach((answer, index) => {
		answer.json = kept[index] ?? {};
	});
	if (!holds(text, apiKey)) return;
	const at = text.toLowerCase().indexOf(bare(apiKey));
	yield { promise: 'secret key', what: `in the saved run: …${text.slice(at - 300, at + 10)}…` };
}

/** What JavaScript says where a program did not expect a value. */
const INTERNAL =
	/Cannot (?:read|set|convert|access)|is not a function|is not iterable|is not defined|circular structure|\[object Object\]|\bNaN\b/;

/** Errors are made for people. */
export function* unplainWords({ outcome: { outputs, error } }: Executed): Generator<Broken> {
	const texts = [
		...outputs.flat().map((output) => errorIn(output)),
		...(error ? [{ message: error.message, description: error.description ?? '' }] : []),
	];
	// The editor takes the description of an error as HTML, in which only the lines of the node are its own.
	const description = String(error?.description).replaceAll('<br>\n', '');
	if (description.includes('<')) yield { promise: 'plain words', what: description };
	for (const told of texts) {
		if (!told) continue;
		const text = `${told.message} ${told.description ?? ''}`;
		if (INTERNAL.test(text) || told.message.trim() === '') {
			yield { promise: 'plain words', what: text.slice(0, 1000) };
		}
	}
}

/** A line of the log is one line, without the key. */
export function* unplainLog(log: string[], apiKey: string): Generator<Broken> {
	for (const line of log) {
		if (holds(line, apiKey)) yield { promise: 'secret key', what: `in the log: ${line}` };
		if (/[\n\r\u2028\u2029]/.test(line))
			yield { promise: 'plain words', what: `in the log: ${line}` };
	}
}
