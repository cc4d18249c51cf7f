import type { Media } from '../media.mts';
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

const BACK = '<p><a href="/">All posts</a></p>';

/** The page of one post: what it is, and every field of its body as it was received. All text in it is escaped. */
export function renderPostPage(post: Post, library: ReadonlyMap<string, Media>): string {
	const { number, kind, fields } = post;
	return renderDocument(
		`Post ${number} - Wonda sandbox`,
		`<header class="top">
<h1>Post ${number}</h1>
<p>A ${kind} in the sandbox, as it stood when this page was opened.</p>
${BACK}
</header>
<main>
<section class="facts">
${renderDetails(facts(post, library))}
</section>
<section class="facts">
<h2>The body as it was received</h2>
${renderDetails(Object.entries(fields).map(([name, value]) => [name, asReceived(value)]))}
</section>
</main>`,
	);
}

/** The page of a number that no post has. */
export function renderNoPost(number: string): string {
	return renderDocument(
		'No such post - Wonda sandbox',
		`<header class="top">
<h1>No such post</h1>
<p>There is no post ${escapeHtml(number)} in this sandbox. Numbers begin anew when it is reset or started again.</p>
${BACK}
</header>`,
	);
}

function facts(post: Post, library: ReadonlyMap<string, Media>): Detail[] {
	const { username, tiktokAccountId, caption, mediaIds, acceptedAt, scheduledFor } = post;
	const { outputJobId, errorMessage, permalink } = post;
	return [
		['Status', statusInWords(post)],
		...known('Reason', errorMessage, (text) => `<span class="reason">${escapeHtml(text)}</span>`),
		['Account', `@${escapeHtml(username)} (${escapeHtml(tiktokAccountId)})`],
		['Caption', caption ? `<span class="caption">${escapeHtml(caption)}</span>` : 'none'],
		['Visible to', privacyInWords(post)],
		['Media', mediaIds.map((mediaId) => medium(mediaId, library)).join('<br>')],
		['Accepted', timeInWords(acceptedAt)],
		...known('Scheduled for', scheduledFor, timeInWords),
		[
			'Job ID',
			outputJobId === undefined ? 'none: it was published at once' : escapeHtml(outputJobId),
		],
		...known('Link', permalink, (link) => `${escapeHtml(link)}<br>${NO_SUCH_ADDRESS}`),
	];
}

/** The permalink is no link here: whatever TikTok shows at it, it is not this post. */
const NO_SUCH_ADDRESS =
	'<span class="soft">The API answers with this link. The address does not exist on TikTok.</span>';

function medium(mediaId: string, library: ReadonlyMap<string, Media>): string {
	const media = library.get(mediaId);
	const what = media ? `${media.mimeType}, ${media.url}` : 'no longer in the library';
	return `${escapeHtml(mediaId)} <span class="soft">${escapeHtml(what)}</span>`;
}

/** As JSON, so that a text "true" and a true, or a missing and an empty value, can be told apart. */
function asReceived(value: unknown): string {
	return `<code>${escapeHtml(JSON.stringify(value, null, 1))}</code>`;
}
