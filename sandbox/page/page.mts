import type { Post } from '../posts.mts';
import { renderDocument } from './document.mts';
import { renderPosts } from './posts.mts';
import { SCRIPT } from './script.mts';

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
