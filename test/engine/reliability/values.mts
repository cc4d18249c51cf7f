import fc from 'fast-check';

/**
 * What the fields of an item resolve to, by the field's name. One that is missing resolves to nothing. All of it is
 * JSON, so that a case can be printed and run again.
 */
export type Values = Record<string, unknown>;

/** The switches that the API documents for videos and carousels. */
export const SWITCHES = [
	'isAigc',
	'disableComment',
	'disableDuet',
	'disableStitch',
	'discloseCommercial',
	'brandOrganic',
	'brandedContent',
] as const;

/** Texts that are no expressions any more when they are the value of one. */
const LIKE_EXPRESSIONS = ['={{ $credentials.apiKey }}', '={{ 1 + 1 }}', '{{ 1 + 1 }}', '=1+1'];

/** What is no text, no number and no switch, and what says nothing. */
const NOTHING = [undefined, null, '', '  '];
const OTHER_KINDS = [{}, { value: 'SELF_ONLY' }, [], ['SELF_ONLY'], 7, -1.5, true];

/** What a refusal repeats, and an editor that reads it as HTML would show as a line or a link. */
const MARKUP = '<a href="https://evil.example">no</a><br>';

const choose = (...values: unknown[]) => fc.constantFrom(...values);

const LEVELS = ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY'];

const STUDIO = '550e8400-e29b-41d4-a716-446655440000';
const READER = '550e8400-e29b-41d4-a716-446655440001';

/** In how many hours, in which zone. */
export const inHours = (hours: number, zone = 'Z') => ({ inHours: hours, zone });

/** Values that users have, and that go out. */
const usual: Record<string, fc.Arbitrary<unknown>> = {
	account: choose(...Array<string>(18).fill(STUDIO), STUDIO.toUpperCase(), READER),
	caption: fc.oneof(
		fc.string({ unit: 'grapheme', maxLength: 40 }),
		fc.string({ unit: 'binary', maxLength: 20 }),
		choose(...LIKE_EXPRESSIONS),
	),
	privacyLevel: choose(...LEVELS),
	postMode: choose('direct', 'direct', 'inbox'),
	...Object.fromEntries(
		SWITCHES.map((name) => [name, choose(true, false, 'TRUE', 'false', 'True', 'FALSE')]),
	),
	coverIndex: choose(0, 1),
	scheduledAt: choose(inHours(2), inHours(24 * 28), inHours(5, '+05:30'), inHours(30, '')),
	wait: choose(true, true, true, false, 'TRUE', 'false'),
	timeout: choose(1, 2, 20, 300, '20'),
};

/** Values that nobody meant: of the wrong kind, unknown to the API, or nothing. Some of them can be read all the same. */
const odd: Record<string, fc.Arbitrary<unknown>> = {
	account: choose(...NOTHING, ...OTHER_KINDS, 'nobody', ` ${STUDIO}\n`, STUDIO.slice(1), '../jobs'),
	caption: choose(
		...NOTHING,
		...OTHER_KINDS,
		...LIKE_EXPRESSIONS,
		'\ud83d',
		'x'.repeat(91),
		'💃'.repeat(90),
		'a\r\nb\u2028c\0',
	),
	privacyLevel: choose(
		...NOTHING,
		...OTHER_KINDS,
		'PUBLIC',
		'public_to_everyone',
		' SELF_ONLY ',
		'constructor',
		'__proto__',
		'SELF_ONLY\nPUBLIC_TO_EVERYONE',
	),
	postMode: choose(...NOTHING, ...OTHER_KINDS, 'Direct', ' inbox', 'draft', 'constructor'),
	...Object.fromEntries(
		SWITCHES.map((name) => [
			name,
			choose(...NOTHING, ...OTHER_KINDS, ' yes', 'on', '1', 1, 0, ' true ', 'truee', 'null'),
		]),
	),
	coverIndex: choose(...NOTHING, ...OTHER_KINDS, 2, 35, '1', '0x1', 1.5, -1, 'first', 1e21),
	scheduledAt: choose(
		...NOTHING,
		...OTHER_KINDS,
		inHours(-1),
		inHours(24 * 31),
		'tomorrow',
		'18:30',
		'3600',
	),
	wait: choose(...NOTHING, ...OTHER_KINDS.filter((value) => value !== true), ' yes', 1, 'no'),
	timeout: choose(...NOTHING, ...OTHER_KINDS.filter((value) => value !== 7), 0, -1, 0.5, '5 s'),
};

/** Whole items as they are meant, a value of some of them odd. */
export const values: fc.Arbitrary<Values> = fc
	.tuple(
		fc.record(usual),
		fc.oneof(
			{ weight: 14, arbitrary: fc.constant({}) },
			{
				weight: 1,
				arbitrary: fc
					.constantFrom(...Object.keys(odd))
					.chain((name) =>
						fc
							.oneof(
								{ weight: 3, arbitrary: odd[name] as fc.Arbitrary<unknown> },
								fc.constant(MARKUP),
							)
							.map((value) => ({ [name]: value })),
					),
			},
		),
	)
	.map(([all, one]) =>
		Object.fromEntries(
			Object.entries({ ...all, ...one }).filter(([, value]) => value !== undefined),
		),
	);

/** Fields that a node may hold or not; the others it always holds. */
export const OPTIONAL = ['caption', 'privacyLevel', 'postMode', 'coverIndex', ...SWITCHES];
