import { findExpressions } from '../support/sourceCode.mts';
import { findSlowness } from '../support/slowness.mts';

const found = findExpressions('nodes', 'credentials');

test('expressions are found', () => {
	expect(found.length).toBeGreaterThan(10);
	expect(found.map(({ where }) => where)).toContainEqual(expect.stringMatching(/credentials/));
});

describe('No text keeps an expression longer than its length tells', () => {
	test.each(found.map(({ where, expression }) => [`${where} ${String(expression)}`, expression]))(
		'%s',
		(_, expression) => {
			expect(findSlowness(expression as RegExp)).toBeUndefined();
		},
	);
});

describe('The test notices', () => {
	test.each([
		[
			'an expression that tries every comment in many ways (0.1.0)',
			/^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^]*?)?(?:<!--[^]*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg[\s>]/,
		],
		['one that begins anew at every blank (0.1.0)', /[,\s]+$/],
		['one whose parts exchange characters (0.1.0)', /^\s*[+-]?\d{4,}[-\dW]*[T ]\d{2}/],
		['one that begins anew at every slash (0.1.0)', /\/+$/],
		['nested repetitions', /^(?:a+)+$/],
		['a repeated choice between alike words', /^(?:\w+\s?)*$/],
	])('%s', (_, expression) => {
		expect(findSlowness(expression)).toBeDefined();
	});
});
