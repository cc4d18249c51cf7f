import { unreadableCredential, unusableKey } from '../../nodes/shared/failures/credential';

const EMPTY = 'The API key of the Wonda API credential is empty';
const NO_TEXT = 'The API key of the Wonda API credential is no text';
const UNSENDABLE =
	'The API key of the Wonda API credential holds characters that no header of a request can hold';

test.each<[name: string, key: unknown, message: string]>([
	['nothing', undefined, EMPTY],
	['null', null, EMPTY],
	['an empty text', '', EMPTY],
	['blanks', ' \t\n', EMPTY],
	['a number', 12345678, NO_TEXT],
	['none', 0, NO_TEXT],
	['false', false, NO_TEXT],
	['an object', { key: 'sk_1' }, NO_TEXT],
	['a list', ['sk_1'], NO_TEXT],
	['a line break in it', 'sk_12\n34', UNSENDABLE],
	['a tab in it', 'sk_12\t34', UNSENDABLE],
	['a letter beyond ASCII first', 'ésk_1234', UNSENDABLE],
	['a letter beyond ASCII last', 'sk_1234é', UNSENDABLE],
	['a picture', 'sk_🙂', UNSENDABLE],
	['the character of deletion', 'sk_\u007f12', UNSENDABLE],
	['the last character that is none', 'sk_\u001f12', UNSENDABLE],
])('A key that is %s cannot be sent', (_name, key, message) => {
	expect(unusableKey(key)).toMatchObject({
		kind: 'invalid',
		message,
		facts: {
			description:
				'Open the Wonda API credential and copy the whole key, sk_ included. Where the field holds an expression, check what it resolves to. Nothing was sent.',
		},
	});
});

test.each([
	['as Wonda makes it', `sk_${'0a'.repeat(32)}`],
	['with blanks around it', '  sk_1234\n'],
	['with a blank in it', 'sk 1234'],
	['of the first and the last character that there are', 'a !~ z'],
])('A key %s can be sent', (_name, key) => {
	expect(unusableKey(key)).toBeUndefined();
});

test('A credential that n8n cannot read is told in the words of n8n', () => {
	expect(unreadableCredential(new Error('Credential with ID "1" does not exist'))).toMatchObject({
		kind: 'invalid',
		message: 'n8n cannot read the Wonda API credential',
		facts: { description: 'Credential with ID "1" does not exist. Nothing was sent.' },
	});
});
