import { MP4_BEGINNING } from './beginnings.mts';

/**
 * An MP4 without a film: its type and an empty box for the data. No player shows it, and TikTok would refuse it; the node
 * and the sandbox look at the type alone.
 */
export const EMPTY_MP4 = Buffer.concat([MP4_BEGINNING, Buffer.from('\0\0\0\x08mdat', 'latin1')]);
