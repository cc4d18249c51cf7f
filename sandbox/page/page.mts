import { createHash } from 'node:crypto';
import type { Post } from '../posts.mts';
import { renderPosts } from './posts.mts';
import { SCRIPT } from './script.mts';
import { STYLE } from './style.mts';

/** What a browser may run and load on the page: its own script and style, and nothing from elsewhere. */
export const PAGE_POLICY = [
	"default-src 'none'",
	"base-uri 'none'",
	"form-action 'none'",
	"connect-src 'self'",
	'img-src data:',
	"style-src 'unsafe-inline'",
	`script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`,
].join('; ');

/**
 * The page at `/`: what was published, newest first, a form for the library and buttons for scheduled posts. It loads
 * nothing from elsewhere and refreshes itself.
 */
export function renderPage(posts: readonly Post[]): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Wonda sandbox</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header class="top">
<h1>Wonda sandbox</h1>
<p>What would be on TikTok now. Nothing here leaves this computer. <span id="live">live</span></p>
</header>
<form id="library">
<label>File name <input name="fileName" value="video.mp4" required maxlength="200" autocomplete="off"></label>
<button>Put a new video into the library</button>
<output></output>
</form>
<main id="posts">
${renderPosts(posts)}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
