import {
	carouselAdditionalFields,
	videoAdditionalFields,
} from '../../../nodes/WondaTikTok/fields/additionalFields';
import { listFields, mediaLimit } from '../../../nodes/WondaTikTok/fields/limit';
import { videoId } from '../../../nodes/WondaTikTok/fields/mediaId';
import { mediaIds } from '../../../nodes/WondaTikTok/fields/mediaIds';
import { publishJobId } from '../../../nodes/WondaTikTok/fields/outputJobId';
import { privacyFields } from '../../../nodes/WondaTikTok/fields/privacyLevel';
import { tiktokAccountId } from '../../../nodes/WondaTikTok/fields/tiktokAccountId';
import { waitOptions } from '../../../nodes/WondaTikTok/fields/wait';
import type { Field } from '../../../nodes/shared/validation/validation';
import { validate } from './fieldContext.mts';

const ACCOUNT = '550e8400-e29b-41d4-a716-446655440000';

function inner(collection: Field, name: string): Field {
	const found = collection.fields?.find(({ property }) => property.name === name);
	if (!found) throw new Error(`No field ${name}`);
	return found;
}

const [privacyLevel] = privacyFields as [Field];
const [returnAll, limit] = listFields as [Field, Field];
const brandedContent = inner(videoAdditionalFields, 'brandedContent');
const coverIndex = inner(carouselAdditionalFields, 'coverIndex');
const postMode = inner(videoAdditionalFields, 'postMode');
const timeout = inner(waitOptions, 'timeout');

// Rest parameters: Jest takes a parameter that a row leaves out for a callback.
describe('taken', () => {
	test.each<[name: string, field: Field, value: unknown, sent: unknown, values?: object]>([
		['a privacy level by its value', privacyLevel, 'PUBLIC_TO_EVERYONE', 'PUBLIC_TO_EVERYONE'],
		['by its value in small letters', privacyLevel, 'self_only', 'SELF_ONLY'],
		['by what the panel calls it', privacyLevel, 'everyone', 'PUBLIC_TO_EVERYONE'],
		['with what comes along', privacyLevel, '\u200bOnly\u00a0Me ', 'SELF_ONLY'],
		['between marks of direction', privacyLevel, '\u2067\u061cOnly Me\u2069', 'SELF_ONLY'],
		['an account ID with what comes along', tiktokAccountId, `\ufeff${ACCOUNT}\u00a0`, ACCOUNT],
		['a media ID', videoId, ' abc-1_2 ', 'abc-1_2'],
		['media IDs as an array', mediaIds, ['a', 'b'], ['a', 'b']],
		['as a JSON array', mediaIds, '["a", "b"]', ['a', 'b']],
		['between commas and new lines', mediaIds, 'a,\nb, c\n', ['a', 'b', 'c']],
		['TRUE of a spreadsheet', returnAll, 'TRUE', true],
		['false as a text', returnAll, ' false', false],
		['a number as a text', limit, '7', 7],
		['no limit where all are wanted', limit, 0, undefined, { returnAll: true }],
		['a post mode by its name', postMode, 'Inbox', 'inbox'],
		['half a second more', timeout, '1.5', 1.5],
		['wait options that do not count', timeout, 'x', undefined, { waitForCompletion: false }],
		[
			'branded content for others',
			brandedContent,
			true,
			true,
			{ privacyLevel: 'PUBLIC_TO_EVERYONE' },
		],
		[
			'branded content as a draft',
			brandedContent,
			true,
			true,
			{ privacyLevel: 'SELF_ONLY', 'additionalFields.postMode': 'inbox' },
		],
		['the last image as cover', coverIndex, 1, 1, { mediaIds: ['a', 'b'] }],
		['a cover with what comes along', coverIndex, '\u200b1 ', 1, { mediaIds: ['a', 'b'] }],
		['a cover among files', coverIndex, 1, 1, { binaryPropertyNames: ['a', 'b'] }],
	])('%s', async (...[, field, value, sent, values]) => {
		expect(await validate(field, value, { values: { ...values } })).toEqual(sent);
	});
});

describe('refused, by rule', () => {
	test.each<[name: string, field: Field, value: unknown, problem: string, values?: object]>([
		[
			'a privacy level that resolves to nothing',
			privacyLevel,
			undefined,
			'one of Everyone, Followers',
		],
		['one that the API does not know', privacyLevel, 'PUBLIC', 'but is “PUBLIC”'],
		['one with a hyphen that looks plain', privacyLevel, 'Only\u2010Me', 'U+2010'],
		['an account that is not a UUID', tiktokAccountId, '@studio', 'a UUID, but is “@studio”'],
		['no account', tiktokAccountId, ' ', 'is empty; choose a connected account'],
		['a media ID that JavaScript wrote', videoId, 'undefined', 'but is “undefined”'],
		['another one', videoId, 'null', 'but is “null”'],
		['a path', publishJobId, '../accounts', 'letters, digits, - and _ only'],
		['one media ID', mediaIds, 'a', 'takes 2 to 35 images, but has 1'],
		['36 media IDs', mediaIds, Array(36).fill('a'), 'but has 36'],
		['a gap', mediaIds, 'a,,b', 'has nothing at position 2'],
		['null among media IDs', mediaIds, '["a", null]', 'has nothing at position 2'],
		['the text null among them', mediaIds, 'a, null', 'at position 2, which is not a media ID'],
		['no list', mediaIds, { a: 1 }, 'must be a list of media IDs'],
		['a broken JSON array', mediaIds, '["a"', 'must be a list of media IDs'],
		['a switch that says maybe', returnAll, 'yes', 'must be true or false, but is “yes”'],
		['a switch that resolves to nothing', returnAll, undefined, 'must be true or false'],
		['half a result', limit, 1.5, 'must be a whole number, 1 or more'],
		['101 media', mediaLimit, 101, 'must be a whole number, 1 to 100'],
		['no time', timeout, 0, 'must be a number of seconds, 1 or more'],
		[
			'branded content for nobody',
			brandedContent,
			true,
			'with Only Me',
			{ privacyLevel: 'SELF_ONLY' },
		],
		['a cover that is not there', coverIndex, 2, '0 to 1', { mediaIds: ['a', 'b'] }],
	])('%s', async (...[, field, value, problem, values]) => {
		expect(await validate(field, value, { values: { ...values } })).toContain(problem);
	});
});
