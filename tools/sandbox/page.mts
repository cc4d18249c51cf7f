import type { Post } from './posts.mts';

/**
 * The page at `/`, which shows all posts, newest first, and keeps itself up to date. It loads nothing from elsewhere.
 *
 * @param link to a video that can be posted
 */
export function renderPage(posts: readonly Post[], link: string): string {
	const cards = posts.map(renderPost).reverse();
	return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Wonda sandbox</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
<h1>Wonda sandbox</h1>
<p>Everything that was posted to this sandbox, newest first. Nothing leaves this computer.
<p>A link to post, with Source <i>URL</i>: <code>${escapeHtml(link)}</code>
<p><button data-post="/sandbox/media">Add a new video to the library</button>
<main>${cards.join('\n') || '<p>Nothing has been posted yet. Run a workflow and watch this page.'}</main>
<script>${SCRIPT}</script>
</html>
`;
}

function renderPost(post: Post): string {
	const { number, kind, username, status, mediaIds, acceptedAt, scheduledFor, outputJobId } = post;
	const reason = post.errorMessage ?? post.errorCode;
	const facts = [
		mediaIds.length === 1 ? `${kind} ${mediaIds[0] ?? ''}` : `${kind} of ${mediaIds.length} images`,
		`accepted ${acceptedAt}`,
		...(scheduledFor === undefined ? [] : [`scheduled for ${scheduledFor}`]),
		...(reason === undefined ? [] : [`reason: ${reason}`]),
	];
	const job = `/sandbox/jobs/${outputJobId ?? ''}/end`;
	const ends = ['succeeded', 'failed'].map(
		(end) => `<button data-post="${job}" data-status="${end}">End as ${end}</button>`,
	);
	return `<article>
<b>${number}. @${escapeHtml(username)}</b> <span class="${status}">${status}</span>
<p class="caption">${escapeHtml(post.caption ?? '') || '<i>no caption</i>'}
<p>${escapeHtml(facts.join(', '))}
${status === 'scheduled' ? `<p>${ends.join(' ')}` : ''}
<pre>${escapeHtml(JSON.stringify(post.fields, null, 2))}</pre>
</article>`;
}

/** Escapes what has a meaning in HTML. */
function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
article { border: 1px solid #8886; border-radius: 12px; padding: 1rem; margin: 1rem 0; }
article p, pre { margin: .4rem 0; overflow-wrap: anywhere; white-space: pre-wrap; }
article span { float: right; }
.succeeded { color: #12805c; } .failed, .canceled { color: #c02f4c; }
`;

const SCRIPT = `
async function refresh() {
	const page = await (await fetch('/')).text();
	const main = new DOMParser().parseFromString(page, 'text/html').querySelector('main').innerHTML;
	const shown = document.querySelector('main');
	if (shown.innerHTML !== main) shown.innerHTML = main;
}
document.addEventListener('click', async ({ target: { dataset: { post, ...body } } }) => {
	if (!post) return;
	const headers = { 'content-type': 'application/json' };
	await fetch(post, { method: 'POST', headers, body: JSON.stringify(body) });
	await refresh();
});
setInterval(() => refresh().catch(() => {}), 1000);
`;
