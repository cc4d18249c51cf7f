import type { Post } from '../posts.mts';
import {
	type Detail,
	escapeHtml,
	known,
	privacyInWords,
	renderDetails,
	renderDocument,
	statusInWords,
	timeInWords,
} from './document.mts';
import { SCRIPT } from './script.mts';

/** The list of the page as HTML: the posts that are on TikTok and those that are not, each newest first. */
export function renderPosts(posts: readonly Post[]): string {
	if (posts.length === 0) {
		return '<p class="none">Nothing has been published yet. Run a workflow and watch this page.</p>';
	}
	const isThere = ({ status }: Post) => status === 'succeeded';
	return [
		renderPart('On TikTok now', posts.filter(isThere), 'No post has got there yet.'),
		renderPart(
			'Not on TikTok',
			posts.filter((post) => !isThere(post)),
			'None: no post waits, and none has failed or was canceled.',
		),
	].join('\n');
}

function renderPart(heading: string, posts: readonly Post[], whenEmpty: string): string {
	const cards = posts.map(renderCard).reverse();
	const content = cards.length === 0 ? `<p class="soft">${whenEmpty}</p>` : cards.join('\n');
	return `<section>
<h2>${heading}</h2>
${content}
</section>`;
}

/**
 * The page at `/`: what is on TikTok and what is not, a form for the library and buttons for scheduled posts. It
 * refreshes itself.
 */
export function renderPage(posts: readonly Post[]): string {
	return renderDocument(
		'Wonda sandbox',
		`<header class="top">
<h1>Wonda sandbox</h1>
<p>All that was posted here, and what became of it. Nothing leaves this computer. <span id="live">live</span></p>
</header>
<form id="library">
<label>File name <input name="fileName" value="video.mp4" required maxlength="200" autocomplete="off"></label>
<button>Put a new video into the library</button>
<output></output>
</form>
<main id="posts">
${renderPosts(posts)}
</main>
<script>${SCRIPT}</script>`,
	);
}

/** A post in the list, as HTML; all text in it is escaped. */
function renderCard(post: Post): string {
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
