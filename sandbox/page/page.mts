import type { Post } from '../posts.mts';
import { renderPosts } from './posts.mts';
import { SCRIPT } from './script.mts';
import { STYLE } from './style.mts';

/** The page at `/`: what was published, newest first. It loads nothing from elsewhere and refreshes itself. */
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
<main id="posts">
${renderPosts(posts)}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
