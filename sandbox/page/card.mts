import type { Post } from '../posts.mts';
import { escapeHtml } from './document.mts';
import {
	type Detail,
	known,
	privacyInWords,
	renderDetails,
	statusInWords,
	timeInWords,
} from './words.mts';

/** A post in the list, as HTML; all text in it is escaped. */
export function renderCard(post: Post): string {
	const { number, username, caption, kind, mediaIds, errorMessage } = post;
	const shownCaption = caption
		? `<p class="caption">${escapeHtml(caption)}</p>`
		: '<p class="caption empty">no caption</p>';
	const reason =
		errorMessage === undefined ? '' : `<p class="reason">${escapeHtml(errorMessage)}</p>`;
	// Not the permalink: that address does not exist on TikTok.
	return `<article class="post ${kind}">
<div class="cover" aria-hidden="true">${kind === 'video' ? '▶' : mediaIds.length}</div>
<div class="text">
<header><b>@${escapeHtml(username)}</b> ${statusInWords(post)}</header>
${shownCaption}
${renderDetails(details(post))}
${reason}<p class="link"><a href="/posts/${number}">Post ${number}</a></p>${endings(post)}
</div>
</article>`;
}

function details(post: Post): Detail[] {
	const { kind, mediaIds, acceptedAt, scheduledFor } = post;
	const media = kind === 'video' ? (mediaIds[0] ?? '') : `${mediaIds.length} images`;
	return [
		['Visible to', privacyInWords(post)],
		['Accepted', timeInWords(acceptedAt)],
		...known('Scheduled for', scheduledFor, timeInWords),
		['Media', `<span title="${escapeHtml(mediaIds.join(', '))}">${escapeHtml(media)}</span>`],
	];
}

/** The buttons that end a scheduled post now. */
function endings({ status, outputJobId = '' }: Post): string {
	if (status !== 'scheduled') return '';
	const button = (end: string) =>
		`<button data-job="${escapeHtml(outputJobId)}" data-end="${end}">${end}</button>`;
	return `<p class="end">End it now: ${button('succeeded')} ${button('failed')}</p>`;
}
