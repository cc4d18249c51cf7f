const CONNECT_AGAIN = 'Connect the TikTok account again in Wonda, then post again.';

const PULL_FAILED = 'TikTok could not fetch the file from Wonda in time. Post again.';

/** What to do about the reasons of TikTok's Content Posting API. That Wonda passes them on is not documented. */
const ADVICE: Readonly<Record<string, string>> = {
	unaudited_client_can_only_post_to_private_accounts:
		"TikTok has not audited the app that posts. Set the TikTok account itself to private and use Only Me, or ask Wonda about the app's audit.",
	privacy_level_option_mismatch:
		'The TikTok account does not offer this privacy level. Choose another Privacy Level.',
	spam_risk_too_many_posts:
		"The account has reached TikTok's daily limit of posts from apps. Post again tomorrow, or in the TikTok app.",
	spam_risk_too_many_pending_share:
		'Too many drafts wait in the inbox of the TikTok app. Publish or discard some, then post again.',
	spam_risk_user_banned_from_posting:
		'TikTok has banned the account from posting. Resolve this in the TikTok app.',
	spam_risk_text: 'TikTok considers the caption spam. Rewrite it before you post again.',
	spam_risk: 'TikTok considers the post risky. Check the account and the caption.',
	reached_active_user_cap:
		'The posting app has reached its daily number of users. Post again tomorrow, and contact Wonda.',
	rate_limit_exceeded: 'TikTok accepts 6 posts a minute for each user. Post more slowly.',
	file_format_check_failed:
		'TikTok does not accept the format of the file. Videos: MP4, WebM or QuickTime with H.264; photos: JPEG or WebP.',
	duration_check_failed:
		'The video is too long for the TikTok account: every account may post up to 3 minutes, none more than 10.',
	frame_rate_check_failed: 'Export the video again with 23 to 60 frames per second.',
	picture_size_check_failed:
		'Width or height is out of range. Videos: 360 to 4096 pixels on each side; photos: 1080p at most.',
	video_pull_failed: PULL_FAILED,
	photo_pull_failed: PULL_FAILED,
	publish_cancelled: 'The transfer to TikTok was canceled. Post again if this was not intended.',
	auth_removed: CONNECT_AGAIN,
	access_token_invalid: CONNECT_AGAIN,
	scope_not_authorized: CONNECT_AGAIN,
	url_ownership_unverified: "The domain of Wonda's app is not verified with TikTok. Contact Wonda.",
	app_version_check_failed: 'Update the TikTok app to version 31.8 or later for drafts.',
};

/** The reason `internal` is an ordinary word, so it counts only if it is all that is said. */
const INTERNAL = { code: 'internal', advice: 'TikTok had an internal error. Post again.' };

/** Advice for a reason of TikTok, wherever its code stands in a text as a word of its own. */
export function tiktokAdvice(text: string): string | undefined {
	if (text.trim().toLowerCase() === INTERNAL.code) return INTERNAL.advice;
	const words = text.toLowerCase().match(/\w+/g) ?? [];
	const code = words.find((word) => Object.hasOwn(ADVICE, word));
	return code && ADVICE[code];
}
