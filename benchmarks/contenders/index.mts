import { blotato } from './blotato.mts';
import type { Contender, Targets } from './contender.mts';
import { httpRequest } from './httpRequest.mts';
import { uploadPost } from './uploadPost.mts';
import { wonda } from './wonda.mts';

/** What a user of n8n can choose from. */
export function allContenders(targets: Targets): Contender[] {
	return [wonda(targets), httpRequest(targets), uploadPost(targets), blotato(targets)];
}
