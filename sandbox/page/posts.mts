import type { Post } from '../posts.mts';
import { escapeHtml } from './html.mts';

const PRIVACY: Record<string, string> = {
	PUBLIC_TO_EVERYONE: 'everyone',
	MUTUAL_FOLLOW_FRIENDS: 'friends',
	FOLLOWER_OF_CREATOR: 'followers',
	SELF_ONLY: 'only me',
};

/** The posts as HTML, newest first; all text in them is escaped. */
export function renderPosts(posts: readonly Post[]): string {
	if (posts.length === 0) {
		return '<p class="none">Nothing has been published yet. Run a workflow and watch this page.</p>';
	}
	return posts.map(renderPost).reverse().join('\n');
}

function renderPost(post: Post): string {
	const { status, username, caption, kind, mediaIds } = post;
	const shownCaption = caption
		? `<p class="caption">${escapeHtml(caption)}</p>`
		: '<p class="caption empty">no caption</p>';
	return `<article class="post ${kind}">
<div class="cover" aria-hidden="true">${kind === 'video' ? '▶' : mediaIds.length}</div>
<div class="text">
<header><b>@${escapeHtml(username)}</b> <span class="state ${status}">${status.replace('_', ' ')}</span></header>
${shownCaption}
<dl>${details(post)
		.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`)
		.join('')}</dl>
${outcome(post)}${endings(post)}
</div>
</article>`;
}

/** Names and values, already HTML. */
function details(post: Post): [string, string][] {
	const { kind, mediaIds, privacyLevel, acceptedAt, scheduledFor } = post;
	const media = kind === 'video' ? (mediaIds[0] ?? '') : `${mediaIds.length} images`;
	return [
		['Visible to', escapeHtml(PRIVACY[privacyLevel ?? ''] ?? privacyLevel ?? 'the default')],
		['Accepted', time(acceptedAt)],
		...(scheduledFor === undefined
			? []
			: [['Scheduled for', time(scheduledFor)] as [string, string]]),
		['Media', `<span title="${escapeHtml(mediaIds.join(', '))}">${escapeHtml(media)}</span>`],
	];
}

function time(iso: string): string {
	const utc = escapeHtml(iso.slice(0, 19).replace('T', ' '));
	return `<time datetime="${escapeHtml(iso)}">${utc} UTC</time>`;
}

/** The buttons that end a scheduled post now. */
function endings({ status, outputJobId = '' }: Post): string {
	if (status !== 'scheduled') return '';
	const button = (end: string) =>
		`<button data-job="${escapeHtml(outputJobId)}" data-end="${end}">${end}</button>`;
	return `<p class="end">End it now: ${button('succeeded')} ${button('failed')}</p>`;
}

function outcome({ errorMessage, permalink }: Post): string {
	if (errorMessage !== undefined) return `<p class="reason">${escapeHtml(errorMessage)}</p>`;
	if (permalink !== undefined) return `<p class="link">${escapeHtml(permalink)}</p>`;
	return '';
}
