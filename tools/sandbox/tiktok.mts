import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** What TikTok returns for a published post: the fields of a carousel's answer (API page, last example). */
export interface TikTokPost {
	tiktokPublishId: string;
	publishId: string;
	tiktokMediaId: string;
	permalink: string;
}

/** IDs and a link for a new post of `username`. The link has TikTok's form and leads nowhere. */
export function newTikTokPost(username: string): TikTokPost {
	const number = `74${String(randomInt(1e12)).padStart(12, '0')}${String(randomInt(1e5)).padStart(5, '0')}`;
	return {
		tiktokPublishId: randomUUID(),
		publishId: `v0${randomBytes(12).toString('hex')}`,
		tiktokMediaId: `v0${number}`,
		permalink: `https://www.tiktok.com/@${encodeURIComponent(username)}/video/${number}`,
	};
}

/** The longest caption of a video, in code points. */
const CAPTION_LENGTH = 2200;

/**
 * Why TikTok would refuse this post, if it would (API pages, "TikTok's own rules that surface as failures"). The wording is
 * not documented.
 */
export function tiktokFault(body: Record<string, unknown>): string | undefined {
	if ([...String(body.caption ?? '')].length > CAPTION_LENGTH) {
		return `caption_too_long: a caption can have up to ${CAPTION_LENGTH} characters.`;
	}
	if (body.brandedContent === true && body.privacyLevel === 'SELF_ONLY') {
		return 'branded_content_private: branded content cannot be posted as "only me".';
	}
	if (body.discloseCommercial === true && !body.brandOrganic && !body.brandedContent) {
		return 'disclosure_incomplete: a disclosure needs "your brand", "branded content" or both.';
	}
	return undefined;
}
