import type { Post } from '../posts.mts';
import { renderDocument } from './document.mts';
import { SCRIPT } from './script.mts';
import { renderCard } from './card.mts';

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
