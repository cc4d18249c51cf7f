/** How an MP4 begins: its first box, which says what it is. */
export const MP4_BEGINNING = Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1');

/** How a JPEG begins, up to the version of JFIF. */
export const JPEG_BEGINNING = Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF\0', 'latin1');
