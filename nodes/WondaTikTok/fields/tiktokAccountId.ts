import { isNothing, plainText, quoted } from '../../shared/validation/text';
import { invalid, valid, type Validate, type Field } from '../../shared/validation/validation';
import { isUuid } from '../../shared/validation/values';
import { locator } from './locator';

/** "Connected TikTok account ID": a UUID. */
const accountId: Validate = (value) => {
	if (isNothing(value)) return invalid('is empty; choose a connected account from the list');
	const text = plainText(value);
	return isUuid(text)
		? valid(text)
		: invalid(
				`must be the ID of a connected account, a UUID, but is ${quoted(value)}; choose it from the list`,
			);
};

export const tiktokAccountId: Field = {
	property: {
		...locator({
			displayName: 'TikTok Account',
			name: 'tiktokAccountId',
			description: 'The connected account to post to',
			select: 'Select an account…',
			searchListMethod: 'searchAccounts',
			exampleId: '550e8400-e29b-41d4-a716-446655440000',
		}),
		routing: { send: { type: 'body', property: 'tiktokAccountId' } },
	},
	validate: accountId,
};
