import { FIRST_BYTES, typeOfBytes } from '../../nodes/shared/files/signatures';

const typeOf = (text: string) => typeOfBytes(Buffer.from(text, 'latin1'));

/** A header of EBML, filled up so that what tells its kind stands behind so many bytes. */
const ebml = (bytes: number, kind: string) => '\x1aE\xdf\xa3'.padEnd(bytes, '\xec') + kind;

const BEGINNINGS: [type: string, ...beginnings: string[]][] = [
	['image/jpeg', '\xff\xd8\xff'],
	['image/png', '\x89PNG\r\n\x1a\n'],
	['image/gif', 'GIF87a', 'GIF89a'],
	['image/webp', 'RIFF\x1a\0\0\0WEBP', 'RIFF????WEBP'],
	['video/x-msvideo', 'RIFF\x10\0\0\0AVI '],
	['audio/wav', 'RIFF\xff\xff\xff\xffWAVE'],
	['video/quicktime', '\0\0\0\x14ftypqt  '],
	['video/quicktime', '\0\0\x10\0moov', '\0\0\x10\0mdat', '\0\0\0\x08wide'],
	['audio/m4a', '\0\0\0\x1cftypM4A ', '\0\0\0\x1cftypM4B '],
	['image/heic', '\0\0\0\x18ftyphei', '\0\0\0\x18ftyphev'],
	['image/heic', '\0\0\0\x18ftypmif1', '\0\0\0\x18ftypmsf1'],
	['image/avif', '\0\0\0\x18ftypavif', '\0\0\0\x18ftypavis'],
	['video/mp4', '\0\0\0\x20ftyp'],
	['audio/ogg', 'OggS'],
	['audio/mpeg', 'ID3', '\xff\xe2', '\xff\xe3', '\xff\xf2', '\xff\xf3', '\xff\xfa', '\xff\xfb'],
	['audio/aac', '\xff\xf0', '\xff\xf1', '\xff\xf8', '\xff\xf9'],
	['application/pdf', '%PDF-'],
	['video/x-matroska', '\x1aE\xdf\xa3'],
];

const CASES = BEGINNINGS.flatMap(([type, ...beginnings]) =>
	beginnings.map((beginning) => ({ type, beginning })),
);

test.each(CASES)('$type: $beginning', ({ type, beginning }) => {
	expect(typeOf(beginning)).toBe(type);
	expect(typeOf(`${beginning}\0\xff more`)).toBe(type);
	expect(typeOf(beginning.padEnd(FIRST_BYTES, '\0'))).toBe(type);
});

/** The same begins with fewer bytes, or with another byte at its end. */
test.each([
	...['\xff\xd8', '\xff\xd8\xfe', '\x89PNG\r\n\x1a', '\x89PNG\n\x1a\n', 'GIF8', 'GIF88a', 'gif89a'],
	...[
		'RIFF\0\0\0\0WEB',
		'RIFF\0\0\0WEBP',
		'RIFF\0\0\0\0AVI',
		'RIFF\0\0\0\0AVIX',
		'RIFF\0\0\0\0WAV',
	],
	...['RIFX\0\0\0\0WAVE', '\0\0\0\x14ftyx', '\0\0\0ftypqt  ', '\0\0\0\x08free', '\0\0\0\x08moo'],
	...['\0\0\0\x08mdax', '\0\0\0\x08wid', 'Ogg', 'OggX', 'ID', 'ID4', '%PDF', '%pdf-', '\x1aE\xdf'],
	...['\x1aE\xdf\xa4webm', '\xff', '\xff\xe1', '\xff\xe4', '\xff\xf4', '\xff\xfc', '\xff\xef'],
	...['', ' ', '\0', '????', ' %PDF-', '\0\xff\xd8\xff', 'xGIF89a', ' OggS', 'nothing known'],
])('no type: %j', (text) => {
	expect(typeOf(text)).toBeUndefined();
});

test.each([
	['\0\0\0\x18ftyphe', 'video/mp4'],
	['\0\0\0\x18ftypmif2', 'video/mp4'],
	['\0\0\0\x18ftypmsf', 'video/mp4'],
	['\0\0\0\x18ftypavi', 'video/mp4'],
	['\0\0\0\x18ftypM4V ', 'video/mp4'],
	['\0\0\0\x18ftypM4A', 'video/mp4'],
	['\0\0\0\x18ftypqt', 'video/mp4'],
	['\0\0\0\x18ftypisom', 'video/mp4'],
])('an MP4 of another brand is a video: %j', (text, type) => {
	expect(typeOf(text)).toBe(type);
});

describe('WebM is told from Matroska by the first 72 bytes', () => {
	test.each([
		[4, 'webm', 'video/webm'],
		[31, 'webm', 'video/webm'],
		[68, 'webm', 'video/webm'],
		[69, 'webm', 'video/x-matroska'],
		[500, 'webm', 'video/x-matroska'],
		[24, 'matroska', 'video/x-matroska'],
		[24, 'web', 'video/x-matroska'],
		[24, 'WEBM', 'video/x-matroska'],
	])('after %i bytes “%s”: %s', (bytes, kind, type) => {
		expect(typeOf(ebml(bytes, kind))).toBe(type);
	});
});

test('a text is told by its markup, after whatever comes before it', () => {
	expect(typeOf('<svg/>')).toBe('image/svg+xml');
	expect(typeOf('<!doctype html>')).toBe('text/html');
	expect(typeOfBytes(Buffer.from('\ufeff<!-- für 東京 🎬 -->\n<svg/>'))).toBe('image/svg+xml');
});

test('1024 bytes are enough', () => {
	expect(FIRST_BYTES).toBe(1024);
});
