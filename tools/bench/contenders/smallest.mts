import { fileURLToPath } from 'node:url';

import { type Contender, POST, type Targets, withCredential } from './contender.mts';
import { node } from './nodes.mts';
import { wondaCredential } from './wonda.mts';

/** The folder of its package. */
export const SMALLEST_FOLDER = fileURLToPath(new URL('smallest', import.meta.url));

/** Something that only posts. */
export type Poster = Pick<Contender, 'id' | 'name' | 'credential' | 'post'>;

/** The smallest possible declarative node: it sends the same posts, and does nothing else. */
export const smallest = (targets: Targets): Poster => ({
	id: 'smallest',
	name: 'smallest declarative node',
	...poster('smallest', targets),
});

/** The same with ten requests at once, as this node sends them; n8n by itself sends all of them at once. */
export const limited = (targets: Targets): Poster => ({
	id: 'limited',
	name: 'smallest declarative node, 10 at a time',
	...poster('limited', targets),
});

function poster(type: string, { url }: Targets) {
	const credential = wondaCredential(`${url}/wonda`);
	const post = withCredential(
		node('Post', `n8n-nodes-smallest.${type}@1`, {
			tiktokAccountId: POST.account,
			mediaId: POST.key,
			caption: POST.caption,
			privacyLevel: POST.privacyLevel,
		}),
		credential,
	);
	return { credential, post };
}
