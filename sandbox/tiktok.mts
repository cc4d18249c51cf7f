import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** What TikTok gives a published post; the fields are those of a carousel's answer (API page, last example). */
export interface TikTokPost {
	tiktokPublishId: string;
	publishId: string;
	tiktokMediaId: string;
	permalink: string;
}

/** IDs and a link for a new post of `username`. The link looks like TikTok's and leads nowhere. */
export function newTikTokPost(username: string): TikTokPost {
	const number = `74${String(randomInt(1e12)).padStart(12, '0')}${String(randomInt(1e5)).padStart(5, '0')}`;
	return {
		tiktokPublishId: randomUUID(),
		publishId: `v0${randomBytes(12).toString('hex')}`,
		tiktokMediaId: `v0${number}`,
		permalink: `https://www.tiktok.com/@${encodeURIComponent(username)}/video/${number}`,
	};
}
