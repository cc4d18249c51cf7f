import { reveal } from '../../support/reveal.mts';
import type { Broken } from './broken.mts';
import type { RunCase } from './cases.mts';
import { KEYS, type Executed } from './execute.mts';
import { errorIn } from './ledger.mts';

/** The key without its prefix, in small letters: it is in every way to write it. */
const bare = (apiKey: string) => apiKey.replace(/^sk_/, '').toLowerCase();

const holds = (text: string, apiKey: string) => text.toLowerCase().includes(bare(apiKey));

/** The keys that may appear nowhere: those with which a run made requests. */
function secretsOf({ items }: RunCase): string[] {
	const customers = new Set(items.map(({ customer }) => customer));
	// What is redacted is the key of the item that made the request, and answers repeat that of the first customer to anybody.
	const isRepeated = items.some(({ post, poll, upload }) =>
		holds(JSON.stringify([post, poll, upload]), KEYS.first),
	);
	const isFirstAlone = customers.size === 1 && customers.has('first');
	if (isRepeated && !isFirstAlone) customers.delete('first');
	return [...customers].map((customer) => KEYS[customer]);
}

/** Nothing that n8n saves of a run holds a key with which it made a request. */
export function* spokenKey({ run, outcome }: Executed): Generator<Broken> {
	const text = reveal(outcome.run);
	for (const key of secretsOf(run).filter((one) => holds(text, one))) {
		const at = text.toLowerCase().indexOf(bare(key));
		yield { promise: 'secret key', what: `in the saved run: …${text.slice(at - 300, at + 10)}…` };
	}
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
	for (const failure of texts) {
		if (!failure) continue;
		const text = `${failure.message} ${failure.description ?? ''}`;
		if (INTERNAL.test(text) || failure.message.trim() === '') {
			yield { promise: 'plain words', what: text.slice(0, 1000) };
		}
	}
}

/** A line of the log is one line, without the key. */
export function* unplainLog(log: string[], runs: RunCase[]): Generator<Broken> {
	const secrets = runs
		.map(secretsOf)
		.reduce((some, others) => some.filter((key) => others.includes(key)));
	for (const line of log) {
		if (secrets.some((key) => holds(line, key)))
			yield { promise: 'secret key', what: `in the log: ${line}` };
		if (/[\n\r\u2028\u2029]/.test(line))
			yield { promise: 'plain words', what: `in the log: ${line}` };
	}
}
