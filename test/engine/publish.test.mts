import { MEDIA } from '../../tools/sandbox/seed.mts';
import { useSandbox } from '../support/sandbox.mts';
import { useLeapingTime } from '../support/time.mts';
import { tryValues } from '../support/values.mts';

const api = useSandbox({}, useLeapingTime());

const [FIRST, SECOND, THIRD] = [MEDIA.jpegs[0], MEDIA.webps[0], MEDIA.jpegs[1]];

const ALL = ['video-publish', 'video-schedule', 'carousel-publish'];

/** Every combination of an operation and a field. */
const each = (workflows: string[], fields: [path: string, values: unknown[]][]) =>
	workflows.flatMap((workflow) =>
		fields.map(([path, values]) => [path, workflow, values] as [string, string, unknown[]]),
	);

const BOTH = [true, false];

describe('Every parameter of the API page is sent as it was given', () => {
	test.each([
		...each(ALL, [
			[
				'caption',
				['One\nTwo\n\n  Three  ', 'Ça va? 你好 👩‍👩‍👧 #été', String.raw`"a" 'b' \n {c} <d> $e`],
			],
			['caption', ['={{ $credentials.apiKey }}', '={{ 1 + 1 }}', 'a', '👍'.repeat(90)]],
			['privacyLevel', ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR']],
			['additionalFields.isAigc', BOTH],
			['additionalFields.postMode', ['direct', 'inbox']],
			['additionalFields.disableComment', BOTH],
			['additionalFields.disableDuet', BOTH],
			['additionalFields.disableStitch', BOTH],
			['additionalFields.discloseCommercial', BOTH],
			['additionalFields.brandOrganic', BOTH],
		]),
		...each(['video-publish'], [['caption', ['👍'.repeat(2200)]]]),
		...each(['carousel-publish'], [['additionalFields.coverIndex', [0, 1]]]),
	])('%s of %s', async (path, workflow, values) => {
		const name = path.split('.').at(-1) ?? '';
		const tried = await tryValues(api, workflow, path, values);
		for (const [index, { body, base }] of tried.entries()) {
			expect(body).toEqual({ ...base, [name]: values[index] });
		}
	});

	test.each(ALL)('all of them at once: %s', async (workflow) => {
		const additionalFields = {
			isAigc: true,
			postMode: 'direct',
			disableComment: true,
			disableDuet: true,
			disableStitch: true,
			discloseCommercial: '={{ true }}',
			brandOrganic: true,
			brandedContent: true,
		};
		const [tried] = await tryValues(api, workflow, 'privacyLevel', ['PUBLIC_TO_EVERYONE'], {
			additionalFields,
		});
		expect(tried?.body).toEqual({
			...tried?.base,
			privacyLevel: 'PUBLIC_TO_EVERYONE',
			...additionalFields,
			discloseCommercial: true,
		});
	});

	test.each(['id', 'list'])('tiktokAccountId, chosen in the mode “%s”', async (mode) => {
		for (const workflow of ALL) {
			const { tiktokAccountId } = api.sandbox.addAccount();
			await api.run(workflow, {
				parameters: { tiktokAccountId: { __rl: true, mode, value: ` ${tiktokAccountId}\n` } },
			});
			expect(api.sent('POST').at(-1)?.body).toMatchObject({ tiktokAccountId });
		}
	});

	test.each([
		['a plain text', ` ${MEDIA.videos[1]}\n`],
		['from the list', { __rl: true, mode: 'list', value: MEDIA.videos[1] }],
		['by its ID', { __rl: true, mode: 'id', value: MEDIA.videos[1] }],
		['an expression within a text', `=${MEDIA.videos[1]?.slice(0, 8)}{{ $json.rest }}`],
	])('mediaId: %s', async (_name, mediaId) => {
		for (const workflow of ['video-publish', 'video-schedule']) {
			const items = [{ rest: MEDIA.videos[1]?.slice(8) ?? '' }];
			await api.run(workflow, { items, parameters: { mediaId } });
			expect(api.sent('POST').at(-1)?.body).toMatchObject({ mediaId: MEDIA.videos[1] });
		}
	});

	test('mediaIds, however the list is written, in its order', async () => {
		const tried = await tryValues(api, 'carousel-publish', 'mediaIds', [
			`${FIRST},${SECOND}, ${THIRD}`,
			`${FIRST}\n${SECOND}\r\n${THIRD}\n`,
			`${FIRST},\n${SECOND},\n${THIRD}`,
			JSON.stringify([FIRST, SECOND, THIRD]),
			JSON.stringify([FIRST, SECOND, THIRD], undefined, 2),
			[FIRST, ` ${SECOND} `, THIRD],
		]);
		for (const { body, base } of tried) {
			expect(body).toEqual({ ...base, mediaIds: [FIRST, SECOND, THIRD] });
		}
	});
});

describe('What was not added is not sent', () => {
	test.each(ALL)('additional fields of %s', async (workflow) => {
		const [tried] = await tryValues(api, workflow, 'nothing', [1]);
		expect(tried?.body).toEqual(tried?.base);
	});

	test.each(ALL)('an empty caption of %s', async (workflow) => {
		const tried = await tryValues(api, workflow, 'caption', ['', null]);
		for (const { body, base } of tried) expect({ ...body, caption: base.caption }).toEqual(base);
		for (const { body } of tried) expect(body).not.toHaveProperty('caption');
	});

	test.each(ALL)('the default of Privacy Level goes out, though: %s', async (workflow) => {
		await api.run(workflow, { parameters: { privacyLevel: undefined } });
		expect(api.sent('POST')[0]?.body).toMatchObject({ privacyLevel: 'SELF_ONLY' });
	});

	test('what another operation has left in a collection', async () => {
		const additionalFields = { coverIndex: 99, timezone: 'none' };
		const [tried] = await tryValues(api, 'video-publish', 'nothing', [1], { additionalFields });
		expect(tried?.body).toEqual(tried?.base);
	});
});

test('waiting is set by texts of a spreadsheet, too', async () => {
	const { outputs } = await api.run('video-publish', {
		items: ['FALSE', 'TRUE'].map((wait, index) => ({ wait, id: MEDIA.videos[index] ?? '' })),
		parameters: {
			mediaId: '={{ $json.id }}',
			waitForCompletion: '={{ $json.wait }}',
			waitOptions: { timeout: '={{ "30" }}', maxPollInterval: '={{ " 2 " }}' },
		},
	});
	expect(outputs[0]?.map(({ json }) => json.status)).toEqual(['queued', 'succeeded']);
});

describe('What comes out', () => {
	test.each([
		['video-publish', { status: 'succeeded', permalink: expect.any(String) }],
		['video-schedule', { status: 'scheduled', scheduledFor: expect.any(String) }],
		['carousel-publish', { publishId: expect.stringMatching(/^v0/), imageCount: 2 }],
	])('of %s is the answer of the API, and what was posted beside it', async (workflow, answer) => {
		const { outputs, error } = await api.run(workflow);

		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual([
			{
				json: expect.objectContaining({ ...(api.sent('POST')[0]?.body as object), ...answer }),
				pairedItem: { item: 0 },
			},
		]);
	});

	test.each(['video-schedule', 'carousel-publish'])(
		'of %s is final: no job is polled',
		async (workflow) => {
			await api.run(workflow);
			expect(api.sent().map(({ method }) => method)).toEqual(['POST']);
		},
	);

	test('of a carousel whose answer names nothing but its publishId is that answer', async () => {
		const json = { publishId: 'v0-only' };
		api.sandbox.faults.add({ method: 'POST', kind: 'status', status: 200, when: 'after', json });

		const { outputs, error } = await api.run('carousel-publish', {
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
		});

		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject(json);
		expect(api.sent('POST')).toHaveLength(1);
	});

	test('each item is posted with values of its own', async () => {
		const items = MEDIA.videos.slice(0, 3).map((mediaId, index) => ({
			mediaId,
			caption: `Part ${index + 1}`,
			isAigc: index === 1,
		}));
		await api.run('video-publish', {
			items,
			parameters: {
				mediaId: '={{ $json.mediaId }}',
				caption: '={{ $json.caption }}',
				additionalFields: { isAigc: '={{ $json.isAigc }}' },
				waitForCompletion: false,
			},
		});
		const bodies = api.sandbox.posts.map(({ fields }) => fields);
		expect(bodies).toEqual(items.map((item) => expect.objectContaining(item)));
	});
});

describe('What only the API can know is left to the API', () => {
	test.each([
		['a PNG image', MEDIA.png],
		['an image that Wonda keeps on S3', MEDIA.s3Jpeg],
		['an image that TikTok refuses', MEDIA.failsAsSpamJpeg],
	])('%s in a carousel', async (_name, mediaId) => {
		const { error } = await api.run('carousel-publish', {
			parameters: { mediaIds: [FIRST, mediaId].join() },
		});

		expect(error?.message).toMatch(/^Wonda does not accept one of the values/);
		expect(error?.description).toMatch(/Wonda answered: “.+” \(bad_request, HTTP 400\)/);
		expect(error?.description).toContain('Nothing was posted');
		expect(api.sandbox.posts).toEqual([]);
	});
});
