import type { Post } from '../posts.mts';
import { STYLE } from './style.mts';

/** A whole document around `body`, which is HTML. It loads nothing from elsewhere. */
export function renderDocument(title: string, body: string): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** `text` with the characters that mean something in HTML written as entities, for content and quoted attributes. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const PRIVACY: Record<string, string> = {
	PUBLIC_TO_EVERYONE: 'everyone',
	MUTUAL_FOLLOW_FRIENDS: 'friends',
	FOLLOWER_OF_CREATOR: 'followers',
	SELF_ONLY: 'only me',
};

/** Who sees a post, as HTML. */
export function privacyInWords({ privacyLevel }: Post): string {
	return escapeHtml(PRIVACY[privacyLevel ?? ''] ?? privacyLevel ?? 'the default');
}

/** A status as HTML, with the colour of its kind. */
export function statusInWords({ status }: Post): string {
	return `<span class="state ${status}">${status.replace('_', ' ')}</span>`;
}

/** An ISO time as HTML. */
export function timeInWords(iso: string): string {
	const utc = escapeHtml(iso.slice(0, 19).replace('T', ' '));
	return `<time datetime="${escapeHtml(iso)}">${utc} UTC</time>`;
}

/** A name and what stands beside it, which is HTML. */
export type Detail = [name: string, value: string];

/** A detail that not every post has: none where there is no text, which `shown` makes HTML of. */
export function known(
	name: string,
	text: string | undefined,
	shown: (text: string) => string,
): Detail[] {
	return text === undefined ? [] : [[name, shown(text)]];
}

/** Names and values as HTML. */
export function renderDetails(details: readonly Detail[]): string {
	const rows = details.map(
		([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${value}</dd></div>`,
	);
	return `<dl>${rows.join('')}</dl>`;
}
