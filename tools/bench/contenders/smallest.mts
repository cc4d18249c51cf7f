import { fileURLToPath } from 'node:url';

import { node, single } from '../workflow.mts';
import { POST, withCredential } from './contender.mts';
import { wondaCredential } from './wonda.mts';

/** The folder of its package. */
export const SMALLEST_FOLDER = fileURLToPath(new URL('smallest', import.meta.url));

/** The smallest possible declarative node: it sends the same posts and does nothing else. */
export function smallest(url: string) {
	const credential = wondaCredential(url);
	const post = node('Post', 'n8n-nodes-smallest.smallest@1', {
		tiktokAccountId: POST.account,
		mediaId: POST.key,
		caption: POST.caption,
		privacyLevel: POST.privacyLevel,
	});
	return {
		id: 'smallest',
		name: 'smallest declarative node',
		credential,
		part: single(withCredential(post, credential)),
	};
}
