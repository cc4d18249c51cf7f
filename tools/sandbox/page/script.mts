import { createHash } from 'node:crypto';

/**
 * Refreshes the posts every second, keeps times in the reader's own zone, says when the sandbox has gone, and asks the
 * control routes when a button is clicked. All that comes from outside is written as text.
 */
export const SCRIPT = `
const list = document.getElementById('posts');
const live = document.getElementById('live');
let shown = '';
function localTimes() {
	for (const time of list.querySelectorAll('time')) {
		time.textContent = new Date(time.dateTime).toLocaleString([], {
			year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short',
		});
	}
}
async function refresh() {
	try {
		const answer = await fetch('/sandbox/posts', { headers: { accept: 'text/html' } });
		const html = await answer.text();
		if (html !== shown) {
			shown = html;
			list.innerHTML = html;
			localTimes();
		}
		live.className = '';
		live.textContent = 'live';
	} catch {
		live.className = 'gone';
		live.textContent = 'the sandbox has stopped';
	}
}
async function ask(path, body) {
	const headers = { 'content-type': 'application/json' };
	const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
	const json = await answer.json();
	if (!answer.ok) throw new Error(json.error.message);
	return json;
}
const library = document.getElementById('library');
const told = library.querySelector('output');
library.addEventListener('submit', (event) => {
	event.preventDefault();
	const fileName = library.elements.fileName.value;
	ask('/sandbox/media', { fileName, source: 'user_upload' }).then(
		({ mediaId }) => { told.textContent = fileName + ' is in the library: ' + mediaId; },
		({ message }) => { told.textContent = message; },
	);
});
list.addEventListener('click', ({ target }) => {
	const { job, end } = target.dataset;
	if (!end) return;
	const reason = end === 'failed' ? { errorMessage: 'Ended as failed on the page of the sandbox.' } : {};
	ask('/sandbox/jobs/' + encodeURIComponent(job) + '/end', { status: end, ...reason })
		.catch(({ message }) => { told.textContent = message; })
		.then(refresh);
});
localTimes();
setInterval(refresh, 1000);
`;

/** What a browser may run and load on the pages: their own script and style, and nothing from elsewhere. */
export const PAGE_POLICY = [
	"default-src 'none'",
	"base-uri 'none'",
	"form-action 'none'",
	"connect-src 'self'",
	'img-src data:',
	"style-src 'unsafe-inline'",
	`script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`,
].join('; ');
