import { ACCOUNTS, MEDIA } from '../seed.mts';
import { errorOf, publishCarousel, sandboxOfFile } from './client.mts';

const sandbox = sandboxOfFile();
const images = [...MEDIA.jpegs, ...MEDIA.webps];

it('publishes JPEG and WebP images at once, with the documented answer', async () => {
	const reply = await publishCarousel(sandbox, images, { caption: 'New carousel', coverIndex: 11 });
	expect(reply.status).toBe(200);
	expect(reply.json).toEqual({
		tiktokPublishId: expect.any(String),
		publishId: expect.stringMatching(/^v0/),
		tiktokMediaId: expect.stringMatching(/^v0/),
		permalink: expect.stringContaining('https://www.tiktok.com/@wonda.studio/video/'),
		imageCount: 12,
	});
	expect(sandbox.posts).toEqual([
		expect.objectContaining({
			kind: 'carousel',
			mediaIds: images,
			caption: 'New carousel',
			status: 'succeeded',
			permalink: reply.json.permalink,
		}),
	]);
	expect(sandbox.posts[0]).not.toHaveProperty('outputJobId');
});

it('takes every documented field and adds no default to what it keeps', async () => {
	const fields = {
		mediaIds: images.slice(0, 2),
		tiktokAccountId: ACCOUNTS.studio,
		caption: 'x',
		privacyLevel: 'PUBLIC_TO_EVERYONE',
		postMode: 'inbox',
		coverIndex: 1,
		isAigc: true,
		disableComment: true,
		disableDuet: true,
		disableStitch: true,
		discloseCommercial: true,
		brandOrganic: false,
		brandedContent: true,
	};
	await publishCarousel(sandbox, [], fields);
	await publishCarousel(sandbox, images.slice(0, 2));
	expect(sandbox.posts[0]?.fields).toEqual(fields);
	expect(Object.keys(sandbox.posts[1]?.fields ?? {})).toEqual(['mediaIds', 'tiktokAccountId']);
});

it('takes 35 images and refuses 1 and 36', async () => {
	const many = Array.from(
		{ length: 36 },
		() => sandbox.addMedia({ mimeType: 'image/webp' }).mediaId,
	);
	expect((await publishCarousel(sandbox, many.slice(0, 35))).json.imageCount).toBe(35);
	expect(errorOf(await publishCarousel(sandbox, many))).toBe(
		'400 validation_error: mediaIds must NOT have more than 35 items',
	);
	expect(errorOf(await publishCarousel(sandbox, many.slice(0, 1)))).toBe(
		'400 validation_error: mediaIds must NOT have fewer than 2 items',
	);
});

it.each([
	['a PNG', [MEDIA.png], 'image/png'],
	['a video', [MEDIA.videos[0] ?? ''], 'video/mp4'],
	['an S3-backed image', [MEDIA.s3Jpeg], 'S3'],
])('refuses %s with 400', async (_what, more, message) => {
	const reply = await publishCarousel(sandbox, [...MEDIA.jpegs, ...more]);
	expect(errorOf(reply)).toContain('400 bad_request');
	expect(reply.json.error.message).toContain(message);
	expect(sandbox.posts).toEqual([]);
});

it.each([
	['as many as there are images', 2],
	['below zero', -1],
	['half', 0.5],
	['text', '0'],
])('refuses a cover index that is %s', async (_what, coverIndex) => {
	const reply = await publishCarousel(sandbox, MEDIA.jpegs.slice(0, 2), { coverIndex });
	expect(errorOf(reply)).toContain('400 validation_error: coverIndex');
});

it('takes a caption of 90 code points and refuses 91', async () => {
	expect((await publishCarousel(sandbox, images, { caption: '🎬'.repeat(90) })).status).toBe(200);
	expect(errorOf(await publishCarousel(sandbox, images, { caption: '🎬'.repeat(91) }))).toBe(
		'400 validation_error: caption must NOT have more than 90 characters',
	);
});

it('knows no schedule', async () => {
	const reply = await publishCarousel(sandbox, images, { scheduledAt: '2030-01-01T00:00:00Z' });
	expect(errorOf(reply)).toBe('400 validation_error: scheduledAt is not a known field');
});

it('refuses unknown media, unknown accounts, and an account that may not publish', async () => {
	const [image = ''] = images;
	expect(errorOf(await publishCarousel(sandbox, [image, MEDIA.unknown]))).toContain(
		'404 not_found',
	);
	const tiktokAccountId = '550e8400-e29b-41d4-a716-446655449999';
	expect(errorOf(await publishCarousel(sandbox, images, { tiktokAccountId }))).toContain('404');
	const reader = { tiktokAccountId: ACCOUNTS.reader };
	expect(errorOf(await publishCarousel(sandbox, images, reader))).toContain('403 forbidden');
});

it('answers 400 to what TikTok would refuse', async () => {
	const [image = ''] = images;
	expect(errorOf(await publishCarousel(sandbox, [image, MEDIA.failsAsSpamJpeg]))).toContain(
		'400 bad_request: spam_risk_too_many_posts',
	);
	// The documented default of the privacy level is SELF_ONLY.
	expect(errorOf(await publishCarousel(sandbox, images, { brandedContent: true }))).toContain(
		'400 bad_request: branded_content_private',
	);
});

it('refuses with the status that a media means', async () => {
	const reply = await publishCarousel(sandbox, [...images, MEDIA.insufficientCredits]);
	expect(errorOf(reply)).toContain('402 insufficient_credits');
});
