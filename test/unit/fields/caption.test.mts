import { caption } from '../../../nodes/WondaTikTok/fields/caption';
import { validate } from './fieldContext.mts';

const FAMILY = '👨‍👩‍👧';

// Rest parameters: Jest takes a parameter that a row leaves out for a callback.
test.each<[name: string, value: unknown, expected: unknown, resource?: string]>([
	['a text goes out as it is, blanks included', ' Hi\n#wonda ', ' Hi\n#wonda '],
	['an empty text is not sent', '', undefined],
	['null, from an empty cell, is an empty caption', null, undefined],
	['blanks are a text', ' ', ' '],
	['a number of a spreadsheet is a text', 2027, '2027'],
	['a switch of a spreadsheet is a text', true, 'true'],
	['a regular expression in a text is a text', '/[^\\x00-\\x7F]/g', '/[^\\x00-\\x7F]/g'],
	['braces and $credentials are a text', '{{ $credentials.apiKey }}', '{{ $credentials.apiKey }}'],
	['emoji and what joins them go out', FAMILY, FAMILY],
	['90 code points fit into a carousel', '😀'.repeat(90), '😀'.repeat(90), 'carousel'],
	['a video may have more', '😀'.repeat(2201), '😀'.repeat(2201)],
])('%s', async (...[, value, expected, resource]) => {
	expect(await validate(caption, value, { resource })).toBe(expected);
});

test.each<[name: string, value: unknown, problem: string, resource?: string]>([
	['an expression that resolves to nothing', undefined, 'resolves to nothing'],
	['an object', { text: 'Hi' }, 'must be text'],
	['a list', ['Hi'], 'must be text'],
	['an object that became a text', 'Hi [object Object]', 'contains “[object Object]”'],
	['an emoji that was cut in two', 'Hi 😀'.slice(0, 4), 'contains half of an emoji'],
	['letters that were lost', 'Gr\ufffd\ufffde', 'UTF-8'],
	['what an expression makes of a missing value', 'undefined', 'its expression found no value'],
	['what it makes of a wrong date', 'Invalid DateTime', 'its expression found no value'],
	...['#N/A', ' #REF!\n', '#ERROR!', '#SPILL!', '#n/a', '#DIV/0!'].map(
		(value): [string, string, string] => [value, value, 'is a spreadsheet error'],
	),
	['91 code points in a carousel', 'a'.repeat(91), 'can have up to 90 characters', 'carousel'],
])('%s is refused', async (...[, value, problem, resource]) => {
	expect(await validate(caption, value, { resource })).toContain(problem);
});
