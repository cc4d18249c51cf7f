import type { Post } from '../posts.mts';
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
