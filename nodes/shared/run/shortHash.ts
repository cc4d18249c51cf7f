import { createHash } from 'crypto';

/** 96 bits, as text: of ten thousand things no two are alike but by a chance of one in 10^21. */
const LENGTH = 16;

/** A short text that stands for a value, and from which nobody can read it. */
export const shortHash = (value: unknown[]): string =>
	createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, LENGTH);
