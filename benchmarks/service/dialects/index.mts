import { blotato } from './blotato.mts';
import type { Dialect } from './dialect.mts';
import { uploadPost } from './uploadPost.mts';
import { wonda } from './wonda.mts';

/** The dialects by the first part of their path. */
export const DIALECTS = { wonda, 'upload-post': uploadPost, blotato } satisfies Record<
	string,
	Dialect
>;

export type DialectName = keyof typeof DIALECTS;
