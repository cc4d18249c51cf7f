import { seededAccounts } from '../../sandbox/accounts.mts';
import { MEDIA } from '../../sandbox/seed.mts';

/** What a new sandbox holds, in lines: what to choose, and what to enter where an ID is asked for. */
export function sandboxContents(): string[] {
	const accounts = seededAccounts().map(({ username, grantedScopes }) =>
		grantedScopes.includes('video.publish') ? username : `${username} (may not post)`,
	);
	const media = (ids: readonly string[]) => `${String(ids.length)}, the first is ${ids[0] ?? ''}`;
	return [
		`Accounts     ${accounts.join(', ')}`,
		`Videos       ${media(MEDIA.videos)}`,
		`JPEG images  ${media(MEDIA.jpegs)}`,
		`WebP images  ${media(MEDIA.webps)}`,
		'Failures     media IDs that stand for one are in the table “Media” of sandbox/README.md',
	];
}
