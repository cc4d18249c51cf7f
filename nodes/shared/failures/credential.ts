import { Failure } from './failure';

const WHAT_TO_DO =
	'Open the Wonda API credential and copy the whole key, sk_ included. Where the field holds an expression, check what it resolves to. Nothing was sent.';

/** What Node lets a header hold (`checkInvalidHeaderChar`), less the letters beyond ASCII, which no key has. */
const SENDABLE = /^[\x20-\x7e]*$/;

/** What is wrong with an API key, by the rule that it breaks first; never the key itself. */
const RULES: ReadonlyArray<[broken: (key: unknown) => boolean, message: string]> = [
	[(key) => key === undefined || key === null, 'is empty'],
	[(key) => typeof key !== 'string', 'is no text'],
	[(key) => (key as string).trim() === '', 'is empty'],
	[
		(key) => !SENDABLE.test((key as string).trim()),
		'holds characters that no header of a request can hold',
	],
];

/** The failure of kind `invalid` behind a key that cannot be sent, whatever type it has; undefined for any other. */
export function unusableKey(apiKey: unknown): Failure | undefined {
	const rule = RULES.find(([broken]) => broken(apiKey));
	return (
		rule &&
		new Failure('invalid', {
			message: `The API key of the Wonda API credential ${rule[1]}`,
			description: WHAT_TO_DO,
		})
	);
}

/** The failure of kind `invalid` behind a credential that n8n cannot read. */
export const unreadableCredential = (error: unknown): Failure =>
	new Failure('invalid', {
		message: 'n8n cannot read the Wonda API credential',
		description: `${(error as Error).message}. Nothing was sent.`,
	});
