import type { Post } from '../posts.mts';
import { escapeHtml } from './document.mts';

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
