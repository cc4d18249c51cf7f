import { blotato, blotatoDialect } from './blotato.mts';
import type { Contender, Targets } from './contender.mts';
import type { Dialect } from './dialect.mts';
import { httpRequest } from './httpRequest.mts';
import { uploadPost, uploadPostDialect } from './uploadPost.mts';
import { wonda, wondaDialect } from './wonda.mts';

/** What a user of n8n can choose from. */
export function allContenders(targets: Targets): Contender[] {
	return [wonda(targets), httpRequest(targets), uploadPost(targets), blotato(targets)];
}

/** The dialects by the first part of their path. */
export const DIALECTS = {
	wonda: wondaDialect,
	'upload-post': uploadPostDialect,
	blotato: blotatoDialect,
} satisfies Record<string, Dialect>;
