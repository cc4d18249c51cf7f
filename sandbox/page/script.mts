/** Refreshes the posts every second, keeps times in the reader's own zone, and says when the sandbox has gone. */
export const SCRIPT = `
const list = document.getElementById('posts');
const live = document.getElementById('live');
let shown = '';
function localTimes() {
	for (const time of list.querySelectorAll('time')) {
		time.textContent = new Date(time.dateTime).toLocaleString();
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
localTimes();
setInterval(refresh, 1000);
`;
