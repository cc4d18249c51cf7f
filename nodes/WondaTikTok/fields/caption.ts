import { quoted } from '../../shared/validation/text';
import { invalid, valid, type Validate, type Field } from '../../shared/validation/validation';

/** "TikTok photo carousel": optional caption, up to 90 characters. */
const CAROUSEL_LENGTH = 90;

/** What a caption never holds on purpose, and where it comes from. */
const MISTAKES: ReadonlyArray<[mistake: RegExp, problem: string]> = [
	[
		/^(?:undefined|null|NaN|Invalid Date(?:Time)?)$/,
		'is text like “undefined”: its expression found no value; correct the expression, or leave it empty',
	],
	[
		/^#(?:N\/A|(?:CALC|DIV\/0|ERROR|NULL|NUM|REF|SPILL|VALUE)!|NAME\?)$/i,
		'is a spreadsheet error such as #N/A; correct the formula in the cell, or leave it empty',
	],
	[
		/\[object Object\]/,
		'contains “[object Object]”: its expression puts an object into the text; name the field of the object, or use JSON.stringify()',
	],
	[
		/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/,
		'contains half of an emoji or of another character: its expression cuts the text in the middle of one; cut it with Array.from(text).slice(…).join("")',
	],
	[
		/\ufffd/,
		'contains the character � (U+FFFD), which stands for letters that were lost; save the file that the text comes from as UTF-8',
	],
];

/** The text of a value that has only one: a number or a switch of a spreadsheet is a text to the API. */
function textOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	return typeof value === 'boolean' || Number.isFinite(value) ? String(value) : undefined;
}

/** A caption; an empty one is not sent. That of a carousel is counted in code points, so that an emoji counts as one. */
const validateCaption: Validate = (value, { resource }) => {
	if (value === null || value === '') return valid(undefined);
	if (value === undefined) {
		return invalid('resolves to nothing; check the names in its expression, or leave it empty');
	}
	const text = textOf(value);
	if (text === undefined) return invalid(`must be text, but is ${quoted(value)}`);
	const mistake = MISTAKES.find(([pattern]) => pattern.test(text.trim()));
	if (mistake) return invalid(mistake[1]);

	const length = resource === 'carousel' ? [...text].length : 0;
	return length <= CAROUSEL_LENGTH
		? valid(text)
		: invalid(`can have up to ${CAROUSEL_LENGTH} characters in a carousel, but has ${length}`);
};

export const caption: Field = {
	property: {
		displayName: 'Caption',
		name: 'caption',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Made with AI #wonda',
		description:
			'Text of the post, including hashtags. Up to 2,200 characters for a video, up to 90 for a carousel.',
		routing: { send: { type: 'body', property: 'caption' } },
	},
	validate: validateCaption,
};
