import type { IDataObject } from 'n8n-workflow';

import type { FaultSpec } from '../../../tools/sandbox/index.mts';
import { MEDIA } from '../../../tools/sandbox/seed.mts';
import { schedulePost } from '../../support/schedulePost.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { useLeapingTime } from '../../support/time.mts';
import { readExample } from './example.mts';

const api = useSandbox({}, useLeapingTime());

const POST = { method: 'POST', path: '/publish/tiktok' };

/** The item that the error output of a node gives, as n8n's engine makes it. */
async function failedItem(
	workflow: string,
	changes: Parameters<typeof api.run>[1],
	fault?: Partial<FaultSpec>,
): Promise<IDataObject> {
	if (fault) api.sandbox.faults.add(fault as FaultSpec);
	const { outputs } = await api.run(workflow, {
		...changes,
		node: { onError: 'continueErrorOutput' },
	});
	expect(outputs[1]).toHaveLength(1);
	return outputs[1]?.[0]?.json ?? {};
}

type Case = [name: string, media: string | undefined, fault: Partial<FaultSpec> | undefined];

const UNCERTAIN: Case[] = [
	['a post whose answer was lost', undefined, { ...POST, kind: 'resetAfter' }],
	['a redirect after the post', undefined, { ...POST, kind: 'status', status: 302, body: 'html' }],
	['a job that has not ended in time', MEDIA.neverEnds, undefined],
	[
		'a job that cannot be read',
		undefined,
		{ method: 'GET', path: '/jobs/publish/*', kind: 'status', status: 403 },
	],
];

const NOT_POSTED: Case[] = [
	['media that does not exist', MEDIA.unknown, undefined],
	['a bad value', ' ', undefined],
	['a job that failed', MEDIA.failsAsSpam, undefined],
	['a job that was canceled', MEDIA.endsCanceled, undefined],
];

const ended = async ([, mediaId, fault]: Case) =>
	await failedItem('video-publish', { parameters: mediaId ? { mediaId } : {} }, fault);

describe.each(['a-new-file-becomes-a-post', 'a-link-becomes-a-post'])('%s', (file) => {
	const shown = async (item: IDataObject) => {
		const example = await readExample(file);
		const field = (name: string) => String(example.valueOf('Not posted', name, [item]));
		return [field('completionTitle'), field('completionMessage')];
	};

	test.each(UNCERTAIN)('offers no second try after %s', async (...one) => {
		const [title, message] = await shown(await ended(one));
		expect(title).toBe('It is not certain that your video was posted');
		expect(message).toMatch(/\n\nDo not post it again now\. Check the TikTok profile first\.$/);
	});

	test.each(NOT_POSTED)('offers a second try after %s', async (...one) => {
		const [title, message] = await shown(await ended(one));
		expect(title).toBe('Your video was not posted');
		expect(message).toContain('Try again');
	});
});

describe('new-media-becomes-a-post', () => {
	const message = async (item: IDataObject) => {
		const example = await readExample('new-media-becomes-a-post');
		return String(example.fieldsOf('Not posted', [item])[0]?.message);
	};

	test.each(UNCERTAIN)('leaves open what became of %s', async (...one) => {
		expect(await message(await ended(one))).toMatch(/^It is not certain that this was posted: "/);
	});

	test.each(NOT_POSTED)('says that nothing was posted after %s', async (...one) => {
		expect(await message(await ended(one))).toMatch(/^Not posted: "/);
	});
});

describe('every-morning', () => {
	const title = async (fault: Partial<FaultSpec>) => {
		const example = await readExample('every-morning');
		const due = { dueInMs: 3_600_000, caption: 'Later' };
		const outputJobId = await schedulePost(api.sandbox, due);
		const item = await failedItem('schedule-cancel', { items: [{ outputJobId }] }, fault);
		return example.valueOf('Not canceled', 'completionTitle', [item]);
	};

	test('leaves open whether a post was canceled whose answer was lost', async () => {
		const fault = { method: 'DELETE', kind: 'resetAfter' } as const;
		expect(await title(fault)).toBe('The cancellation may have failed');
	});

	test('says that a post was not canceled', async () => {
		const fault = { method: 'DELETE', kind: 'status', status: 403 } as const;
		expect(await title(fault)).toBe('The post was not canceled');
	});
});
