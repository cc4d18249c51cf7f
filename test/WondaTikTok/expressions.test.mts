import { WondaApi } from '../../credentials/WondaApi.credentials';
import { description } from '../support/screens.mts';

/** Expressions that n8n evaluates for a screen, without the credential: they may show what a user entered. */
const ON_SCREEN = new Set(['subtitle']);

/** All expressions in a description, by where they stand. A parameter's default is a value of the user's own. */
function expressionsIn(value: unknown, at: string): [at: string, expression: string][] {
	if (typeof value === 'string') return value.startsWith('=') ? [[at, value]] : [];
	if (typeof value !== 'object' || value === null) return [];
	const isParameter = 'type' in value && 'displayName' in value;
	return Object.entries(value)
		.filter(([key]) => !ON_SCREEN.has(`${at}${key}`) && !(isParameter && key === 'default'))
		.flatMap(([key, part]) => expressionsIn(part, `${at}${key}.`));
}

const expressions = [
	...expressionsIn(description, ''),
	...expressionsIn({ ...new WondaApi() }, 'credential.'),
];

test('there are expressions to look at', () => {
	expect(expressions.length).toBeGreaterThan(1);
});

/**
 * n8n evaluates each of them with `$credentials` in scope. One that names anything else, or has it named by a value of the
 * user, hands the key to whoever wrote that value.
 */
test.each(expressions)('%s sees the credential and no value of a user', (_at, expression) => {
	// What a user wrote may be looked at as a text: `$rawParameter` resolves nothing.
	const looked = expression.replaceAll('JSON.stringify($rawParameter)', '');
	const names = looked.match(/\$\w+/g) ?? [];
	expect([...new Set(names)]).toEqual(['$credentials']);
	expect(looked).not.toMatch(/\$credentials\[|\beval\(|Function|constructor/);
});
