import { isDeepStrictEqual } from 'node:util';

import type { ItemCase, RunCase } from './cases.mts';
import { SWITCHES } from './values.mts';

/**
 * What has to become of a value, worked out from the page "Publish to TikTok" and from what the package promises, and from
 * none of its code:
 * - `refuse`: no post of this item may arrive
 * - `send`: it arrives as `as`; where that is undefined, no such field arrives
 * - `mayRefuse`: either
 */
export type Verdict =
	| { must: 'refuse' }
	| { must: 'send'; as: unknown }
	| { must: 'mayRefuse'; as: unknown };

const refuse: Verdict = { must: 'refuse' };
const send = (as: unknown): Verdict => ({ must: 'send', as });
const mayRefuse = (as: unknown): Verdict => ({ must: 'mayRefuse', as });

/** A text as it is, or without the blanks around it, which came along when it was copied. */
const trimmed = (text: string): Verdict =>
	text.trim() === text ? send(text) : mayRefuse(text.trim());

/** "string (UUID)". */
function account(value: unknown): Verdict {
	if (typeof value !== 'string') return refuse;
	const parts = value.trim().split('-');
	const isUuid =
		parts.map(({ length }) => length).join() === '8,4,4,4,12' &&
		[...parts.join('')].every((letter) => '0123456789abcdefABCDEF'.includes(letter));
	return isUuid ? trimmed(value) : refuse;
}

/** One of the values that the page lists, or its name in the panel, in any case. */
const oneOf =
	(names: Record<string, string>) =>
	(value: unknown): Verdict => {
		if (typeof value !== 'string') return refuse;
		const word = value.trim().toLowerCase();
		const [found] =
			Object.entries(names).find((option) => option.some((one) => one.toLowerCase() === word)) ??
			[];
		if (found === undefined) return refuse;
		return value.trim() === value ? send(found) : mayRefuse(found);
	};

const privacyLevel = oneOf({
	PUBLIC_TO_EVERYONE: 'Everyone',
	MUTUAL_FOLLOW_FRIENDS: 'Friends (Mutual Followers)',
	FOLLOWER_OF_CREATOR: 'Followers',
	SELF_ONLY: 'Only Me',
});

const postMode = oneOf({ direct: 'Direct', inbox: 'Inbox' });

/** True or false, also as the texts that spreadsheets hold. */
function flag(value: unknown): Verdict {
	if (typeof value === 'boolean') return send(value);
	if (typeof value !== 'string') return refuse;
	const word = value.trim().toLowerCase();
	if (word !== 'true' && word !== 'false') return refuse;
	return word.length === value.length ? send(word === 'true') : mayRefuse(word === 'true');
}

/** A text goes out as it is; an empty one is not sent. A carousel's can have up to 90 characters, an emoji being one. */
function caption(value: unknown, { operation }: RunCase): Verdict {
	if (value === undefined) return refuse;
	// An empty cell of a table is an empty caption.
	if (value === null || value === '') return send(undefined);
	if (typeof value === 'number' || typeof value === 'boolean') return mayRefuse(String(value));
	if (typeof value !== 'string') return refuse;
	// Mistakes of an expression, or of a file that is not UTF-8.
	if (/\p{Surrogate}|\ufffd|\[object Object\]/u.test(value)) return refuse;
	return operation === 'carousel' && Array.from(value).length > 90 ? refuse : send(value);
}

/** "Index of the cover image to use", of two images. */
function coverIndex(value: unknown): Verdict {
	if (value === 0 || value === 1) return send(value);
	return value === '0' || value === '1' ? mayRefuse(Number(value)) : refuse;
}

/** A moment, in milliseconds since the epoch; 5 minutes to 29 days ahead. */
export interface Moment {
	moment: number;
}

function scheduledAt(value: unknown): Verdict {
	const { inHours, moment } = (value ?? {}) as { inHours?: number; moment?: number };
	if (inHours === undefined || moment === undefined) return refuse;
	return inHours * 60 >= 5 && inHours <= 29 * 24 ? send({ moment } satisfies Moment) : refuse;
}

/** Seconds, 1 or more. */
function seconds(value: unknown): Verdict {
	const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
	if (typeof number !== 'number' || !(number >= 1)) return refuse;
	return typeof value === 'number' ? send(number) : mayRefuse(number);
}

/** What is posted, identified by what is its own: the ID of a media, or the name of a file. */
function media({ media: form }: ItemCase, own: string, { operation, source }: RunCase): Verdict {
	switch (form) {
		case 'own':
		case 'text':
		case 'json':
		case 'otherType':
			return send(own);
		case 'blanks':
		case 'refusedFile':
			return mayRefuse(own);
		case 'dots':
		case 'surrogate':
			// The form of an ID is not documented.
			return mayRefuse(own);
		case 'emptyFile':
		case 'webPage':
			return source === 'binary' ? refuse : send(own);
		case 'tooFew':
		case 'tooMany':
		case 'gap':
			return operation === 'carousel' ? refuse : send(own);
		default:
			return refuse;
	}
}

/** The time zone that the schedule of every run names; it knows no summer. */
export const ZONE = 'Asia/Tokyo';

/** The switches and options that a collection holds, each under its own name. */
const ADDED: Record<string, (value: unknown) => Verdict> = {
	postMode,
	...Object.fromEntries(SWITCHES.map((name) => [name, flag])),
};

/** What has to become of an item. */
export interface Expected {
	/** By the API's name. */
	fields: Record<string, Verdict>;
	/** Whether its job is waited for, and how long, in seconds; nothing of it goes out. */
	wait: Verdict;
	timeout: Verdict;
	/** Whether n8n and Node can use them. */
	requestOptions: Verdict;
	/** A rule of TikTok's that the fields break together. */
	breaksRule: boolean;
}

/**
 * @param own what is the item's own: the ID of its media, or the name of its file
 * @param values what its fields resolve to, times as `Moment` with `inHours`
 */
export function expectedOf(run: RunCase, item: ItemCase, own: string, values: ItemCase['values']) {
	const { operation, holds } = run;
	const held = (name: string) => holds.includes(name);
	const fields: Record<string, Verdict> = {
		tiktokAccountId: account(values.account),
		media: media(item, own, run),
		// The node's own default, which its panel shows.
		privacyLevel: held('privacyLevel') ? privacyLevel(values.privacyLevel) : send('SELF_ONLY'),
		caption: held('caption') ? caption(values.caption, run) : send(undefined),
		scheduledAt: operation === 'schedule' ? scheduledAt(values.scheduledAt) : send(undefined),
		coverIndex:
			operation === 'carousel' && held('coverIndex')
				? coverIndex(values.coverIndex)
				: send(undefined),
	};
	for (const [name, verdict] of Object.entries(ADDED)) {
		fields[name] = held(name) ? verdict(values[name]) : send(undefined);
	}
	const as = (name: string) => {
		const verdict = fields[name];
		return verdict && verdict.must !== 'refuse' ? verdict.as : undefined;
	};
	const waits = operation === 'publish';
	const isUsable = item.requestOptions === 'usable' && typeof run.batching?.batchSize !== 'string';
	return {
		fields,
		requestOptions: isUsable ? send(undefined) : refuse,
		wait: waits ? flag(values.wait) : send(false),
		timeout: waits ? seconds(values.timeout) : send(300),
		// What becomes of a draft in the inbox is not documented.
		breaksRule:
			as('brandedContent') === true &&
			as('privacyLevel') === 'SELF_ONLY' &&
			as('postMode') !== 'inbox',
	} satisfies Expected;
}

const verdicts = ({ fields, requestOptions, wait, timeout }: Expected) => [
	...Object.values(fields),
	requestOptions,
	wait,
	// Where nothing is waited for, its field is not shown.
	...(wait.must !== 'refuse' && wait.as === false ? [] : [timeout]),
];

/** Whether no post of the item may arrive. */
export const mustBeRefused = (expected: Expected) =>
	expected.breaksRule || verdicts(expected).some(({ must }) => must === 'refuse');

/** Whether its post has to arrive where nothing comes between. */
export const mustArrive = (expected: Expected) =>
	!expected.breaksRule && verdicts(expected).every(({ must }) => must === 'send');

/** A time as the API takes it: ISO 8601 with an offset. */
const isSameMoment = (arrived: unknown, { moment }: Moment) =>
	typeof arrived === 'string' &&
	/[+-]\d\d:\d\d$/.test(arrived) &&
	Math.abs(Date.parse(arrived) - moment) < 1000;

/**
 * How a body that arrived differs from what was set.
 *
 * @param body as it arrived, `media` in place of `mediaId` and `mediaIds`
 * @returns a text for each field that differs
 */
export function differences(expected: Expected, body: Record<string, unknown>): string[] {
	const names = new Set([...Object.keys(expected.fields), ...Object.keys(body)]);
	return [...names].flatMap((name) => {
		const verdict = expected.fields[name] ?? send(undefined);
		const said = `${name} arrived as ${JSON.stringify(body[name])}`;
		if (verdict.must === 'refuse') return `${said}, though it must be refused`;
		const isRight =
			name === 'scheduledAt' && verdict.as !== undefined
				? isSameMoment(body[name], verdict.as as Moment)
				: isDeepStrictEqual(body[name], verdict.as);
		return isRight ? [] : `${said}, but was set to ${JSON.stringify(verdict.as)}`;
	});
}
