import { blotato, blotatoDialect } from './blotato.mts';
import type { Contender, Dialect } from './contender.mts';
import { httpRequest } from './httpRequest.mts';
import { uploadPost, uploadPostDialect } from './uploadPost.mts';
import { wonda, wondaDialect } from './wonda.mts';

/**
 * What a user of n8n can choose from.
 *
 * @param url of the service
 */
export function allContenders(url: string): Contender[] {
	return [wonda(url), httpRequest(url), uploadPost(url), blotato(url)];
}

/** The dialects by the first part of their path. */
export const DIALECTS: Readonly<Record<string, Dialect>> = {
	wonda: wondaDialect,
	'upload-post': uploadPostDialect,
	blotato: blotatoDialect,
};
