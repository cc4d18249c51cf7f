import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import { performance } from 'node:perf_hooks';

import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

import type { Outcome as MediaOutcome, Sandbox } from '../../../tools/sandbox/index.mts';
import { MEDIA, SANDBOX_API_KEY } from '../../../tools/sandbox/seed.mts';
import { runWorkflow, type Outcome } from '../../support/engine.mts';
import { CONTENT, inMemory } from '../../support/files.mts';
import { savedWorkflow } from '../../support/savedWorkflow.mts';
import type { ItemCase, RunCase } from './cases.mts';
import { expectedOf, ZONE, type Expected } from './expected.mts';

/** When requests left this process, in milliseconds by a clock that nobody moves; each run has a list of its own. */
const departures = new AsyncLocalStorage<number[]>();
// What the sandbox sees is no measure: it reads what was sent before.
subscribe('http.client.request.start', () => departures.getStore()?.push(performance.now()));

/** How long after a stop requests are still counted. */
const WATCHED_MS = 3000;

/** The second image of every carousel; the first is its own. */
export const SECOND_IMAGE = MEDIA.jpegs[1] ?? '';

const VIDEO = {
	path: '/publish/tiktok',
	fields: { binary: 'binaryPropertyName', mediaId: 'mediaId' },
	mimeType: 'video/mp4',
	/** A type that such a file may wrongly be declared as: its first bytes say what it is. */
	otherType: 'application/octetstream',
	content: CONTENT.mp4,
};

/** The operations that post: the saved workflow, the endpoint, and the fields that name what to post. */
export const OPERATIONS = {
	publish: { ...VIDEO, workflow: 'video-publish' },
	schedule: { ...VIDEO, workflow: 'video-schedule' },
	carousel: {
		workflow: 'carousel-publish',
		path: '/publish/tiktok/carousel',
		fields: { binary: 'binaryPropertyNames', mediaId: 'mediaIds' },
		mimeType: 'image/jpeg',
		otherType: 'image/png',
		content: CONTENT.jpeg,
	},
};

/** Input of an item: each has a media, or a file, of its own, by whose ID or name faults and posts are assigned. */
export interface Input {
	own: string;
	/** Whose key its credential resolves to. */
	customer: ItemCase['customer'];
	json: IDataObject;
	files?: IBinaryKeyData;
	expected: Expected;
}

const OUTCOMES: Record<NonNullable<ItemCase['outcome']>, MediaOutcome> = {
	jobFails: { fail: { errorMessage: 'spam' } },
	noCredits: { refuse: { status: 402, code: 'insufficient_credits', message: 'No credits.' } },
	neverEnds: { never: true },
	everyState: { states: ['idle', 'locked', 'queued', 'in_progress'] },
};

/** What a field holds that names what is posted. @param second what stands beside it in a carousel */
function naming({ media }: ItemCase, { operation }: RunCase, own: string, second: string): unknown {
	const list = (...names: unknown[]) => (operation === 'carousel' ? names : names[0]);
	switch (media) {
		case 'blanks':
			return list(` ${own}\n`, second);
		case 'empty':
			return list('', second);
		case 'nothing':
			return undefined;
		case 'number':
			return list(7, second);
		case 'null':
			return list(null, second);
		case 'object':
			return list({ own }, second);
		case 'tooFew':
			return list(own);
		case 'tooMany':
			return list(own, ...Array<string>(35).fill(second));
		case 'gap':
			return list(own, '', second);
		case 'text':
			return operation === 'carousel' ? `${own},\n${second}` : own;
		case 'json':
			return operation === 'carousel' ? JSON.stringify([own, second]) : own;
		default:
			return list(own, second);
	}
}

const REQUEST_OPTIONS = {
	usable: {},
	badProxy: { proxy: 'nowhere' },
	badTimeout: { timeoutOption: -5 },
};

/** The keys of two customers whom the service knows, and one that it does not. */
export const KEYS = {
	first: SANDBOX_API_KEY,
	second: `sk_${'5ec0'.repeat(16)}`,
	stranger: `sk_${'0dd1'.repeat(16)}`,
};

/** An expression in the credential's field, as n8n allows. */
const keyOfCustomer = `={{ (${JSON.stringify(KEYS)})[$json.customer] }}`;

function inputOf(item: ItemCase, run: RunCase, sandbox: Sandbox): Input {
	const { mimeType, otherType, content } = OPERATIONS[run.operation];
	const isFile = run.source === 'binary';
	const name = randomUUID();
	const own =
		item.media === 'dots'
			? `${name}.b`
			: item.media === 'surrogate' && !isFile
				? `${name}\ud83d`
				: // The service does not take a file with such a name.
					`${item.media === 'refusedFile' && isFile ? 'refused-' : ''}${name}`;
	const outcome = item.outcome && OUTCOMES[item.outcome];
	// No URL can hold a surrogate, so such a media is not there.
	if (!isFile && item.media !== 'surrogate') sandbox.addMedia({ mediaId: own, mimeType, outcome });
	const posted = isFile
		? naming(item, run, 'data', 'second')
		: naming(item, run, own, SECOND_IMAGE);
	const values: Record<string, unknown> = Object.fromEntries(
		Object.entries(item.values).map(([field, value]) => [field, withMoment(value)]),
	);
	const json = Object.fromEntries(
		Object.entries({ ...values, scheduledAt: timeText(values.scheduledAt) }).filter(
			([, value]) => value !== undefined,
		),
	) as IDataObject;
	if (posted !== undefined) json.media = posted as IDataObject;
	if (item.media === 'unresolvable') json.media = 'unresolvable';
	Object.assign(json, REQUEST_OPTIONS[item.requestOptions], { customer: item.customer });
	const beginning = item.media === 'webPage' ? CONTENT.html : content;
	/** With content of its own: two files with the same would be the same post. */
	const file = (fileName: string, isEmpty = false) =>
		inMemory(isEmpty ? Buffer.alloc(0) : Buffer.concat([beginning, Buffer.from(own)]), {
			fileName,
			mimeType: item.media === 'otherType' ? otherType : mimeType,
		});
	return {
		own,
		customer: item.customer,
		json,
		...(isFile && {
			files: {
				data: file(own, item.media === 'emptyFile'),
				second: file('second'),
			},
		}),
		expected: expectedOf(run, item, own, values),
	};
}

interface CaseTime {
	inHours: number;
	zone: string;
	moment?: number;
}

const isTime = (value: unknown): value is CaseTime =>
	typeof value === 'object' && value !== null && 'inHours' in value;

/** Whole seconds, as users enter them. */
const withMoment = (value: unknown) =>
	isTime(value)
		? { ...value, moment: Math.floor(Date.now() / 1000) * 1000 + value.inHours * 3_600_000 }
		: value;

const OFFSET_HOURS: Record<string, number> = { Z: 0, '+05:30': 5.5, '': 9 };

/** A moment as a user enters it: with an offset, or as the clocks in `ZONE` show it. */
function timeText(value: unknown): unknown {
	if (!isTime(value)) return value;
	const { moment = 0, zone } = value;
	const wall = moment + (OFFSET_HOURS[zone] ?? 0) * 3_600_000;
	return `${new Date(wall).toISOString().slice(0, 19)}${zone}`;
}

function addFaults(run: RunCase, inputs: Input[], sandbox: Sandbox): void {
	const { items, source, operation } = run;
	const post = { method: 'POST', path: OPERATIONS[operation].path };
	items.forEach((item, index) => {
		if (item.isTwin) return;
		const own = inputs[index]?.own;
		const its = source === 'binary' ? { fileName: own } : { mediaId: own };
		const upload = { method: 'POST', path: '/media/upload', ...its };
		for (const fault of item.upload) sandbox.faults.add({ ...upload, ...fault });
		for (const fault of item.post) sandbox.faults.add({ ...post, ...its, ...fault });
		for (const fault of item.poll) sandbox.faults.add({ method: 'GET', ...its, ...fault });
	});
}

const value = (name: string) => `={{ $json.${name} }}`;

function parametersOf({ items, operation, source, holds, onTimeout, batching }: RunCase) {
	const has = (options: ItemCase['requestOptions']) =>
		items.some(({ requestOptions }) => requestOptions === options);
	const added = holds.filter(
		(name) =>
			name !== 'caption' &&
			name !== 'privacyLevel' &&
			(name !== 'coverIndex' || operation === 'carousel'),
	);
	const optional = (name: string) => (holds.includes(name) ? value(name) : undefined);
	return {
		source,
		[OPERATIONS[operation].fields[source]]:
			'={{ $json.media === "unresolvable" ? $("Nowhere").item.json.id : $json.media }}',
		tiktokAccountId: { __rl: true, mode: 'id', value: value('account') },
		caption: optional('caption'),
		privacyLevel: optional('privacyLevel'),
		additionalFields: Object.fromEntries(added.map((name) => [name, value(name)])),
		...(operation === 'publish' && {
			waitForCompletion: value('wait'),
			waitOptions: { timeout: value('timeout'), onTimeout },
		}),
		...(operation === 'schedule' && { scheduledAt: value('scheduledAt'), timezone: ZONE }),
		requestOptions: {
			...(batching && { batching: { batch: batching } }),
			...(has('badProxy') && { proxy: '={{ $json.proxy ?? "" }}' }),
			...(has('badTimeout') && { timeout: '={{ $json.timeoutOption ?? 30000 }}' }),
		},
	};
}

/** What came of one run. */
export interface Executed {
	run: RunCase;
	inputs: Input[];
	outcome: Outcome;
	/** When its requests left, and when it was stopped: by a clock that nobody moves. */
	sent: number[];
	stoppedAt?: number;
}

const wait = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** Runs one workflow in n8n's real engine against the sandbox. A stopped one is watched for some time after its end. */
export async function execute(run: RunCase, sandbox: Sandbox): Promise<Executed> {
	const inputs: Input[] = [];
	for (const item of run.items) {
		const previous = inputs.at(-1);
		inputs.push(previous && item.isTwin ? previous : inputOf(item, run, sandbox));
	}
	addFaults(run, inputs, sandbox);
	const saved = savedWorkflow(OPERATIONS[run.operation].workflow, {
		items: inputs.map(({ json }) => json),
		files: inputs.map(({ files = {} }) => files),
		node: run.node,
		parameters: parametersOf(run),
	});
	const isOfCustomers = run.items.some(({ customer }) => customer !== 'first');
	const apiKey = isOfCustomers ? keyOfCustomer : sandbox.apiKey;
	const baseUrl = run.unreachable ? 'http://127.0.0.1:9/api/v1' : sandbox.baseUrl;

	const sent: number[] = [];
	const stop = new AbortController();
	let stoppedAt: number | undefined;
	const timer =
		run.stopAfterMs === undefined
			? undefined
			: setTimeout(() => {
					stoppedAt = performance.now();
					stop.abort();
				}, run.stopAfterMs);
	const outcome = await departures.run(
		sent,
		async () => await runWorkflow(saved, { apiKey, baseUrl }, stop.signal),
	);
	clearTimeout(timer);
	if (stoppedAt !== undefined) await wait(WATCHED_MS);
	return { run, inputs, outcome, sent, stoppedAt };
}
