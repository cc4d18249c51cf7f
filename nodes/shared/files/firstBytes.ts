/** How many of a file's first bytes are read: the signatures below need less, and text shows itself within them. */
export const FIRST_BYTES = 1024;

/** Stands for any one byte. */
const ANY = '?';

/**
 * How files begin, one character for each byte; the first row that fits counts. Types that the API takes have its names
 * ("Media upload"). The others are what users mistake for these: HEIC photos of phones, archives, documents, other videos.
 */
const SIGNATURES: ReadonlyArray<[type: string, ...beginnings: string[]]> = [
	['image/jpeg', '\xff\xd8\xff'],
	['image/png', '\x89PNG\r\n\x1a\n'],
	['image/gif', 'GIF87a', 'GIF89a'],
	['image/webp', 'RIFF????WEBP'],
	['video/x-msvideo', 'RIFF????AVI '],
	['audio/wav', 'RIFF????WAVE'],
	['video/quicktime', '????ftypqt  '],
	['audio/m4a', '????ftypM4A ', '????ftypM4B '],
	['image/heic', '????ftyphei', '????ftyphev', '????ftypmif1', '????ftypmsf1'],
	['image/avif', '????ftypavif', '????ftypavis'],
	['video/mp4', '????ftyp'],
	['video/quicktime', '????mdat', '\0???moov', '\0???wide', '\0???free', '\0???skip', '\0???pnot'],
	['audio/ogg', 'OggS\0'],
	['audio/mpeg', 'ID3\x02', 'ID3\x03', 'ID3\x04'],
	['audio/mpeg', '\xff\xe2', '\xff\xe3', '\xff\xf2', '\xff\xf3', '\xff\xfa', '\xff\xfb'],
	['audio/aac', '\xff\xf0', '\xff\xf1', '\xff\xf8', '\xff\xf9'],
	['audio/flac', 'fLaC'],
	['image/bmp', 'BM????\0\0\0\0'],
	['image/tiff', 'II*\0', 'MM\0*'],
	['video/x-flv', 'FLV\x01'],
	['video/mpeg', '\0\0\x01\xba', '\0\0\x01\xb3'],
	['video/mp2t', `G${ANY.repeat(187)}G`],
	['video/x-ms-wmv', '\x30\x26\xb2\x75\x8e\x66\xcf\x11'],
	['application/pdf', '%PDF-'],
	['application/zip', 'PK\x03\x04'],
	['application/gzip', '\x1f\x8b\x08'],
	['text/plain', '\xff\xfe', '\xfe\xff'],
];

const beginsWith = (content: string, beginning: string) =>
	[...beginning].every((byte, at) => byte === ANY || byte === content[at]);

/** WebM and Matroska begin alike; the name of the kind stands within so many bytes. */
const EBML = '\x1aE\xdf\xa3';
const EBML_HEADER_LENGTH = 72;

function typeOfEbml(content: string): string | undefined {
	if (!beginsWith(content, EBML)) return undefined;
	return content.slice(0, EBML_HEADER_LENGTH).includes('webm') ? 'video/webm' : 'video/x-matroska';
}

const UTF8_MARK = '\xef\xbb\xbf';

/** Tab, line breaks and blank; every binary format has other control characters early on. */
const isPrintable = (character: string) => character >= ' ' || '\t\n\f\r'.includes(character);

/** What an expired link or a failed request leaves in place of a file; by its first character, for nothing here parses it. */
const TEXTS: Readonly<Record<string, string>> = {
	'<': 'text/html',
	'{': 'application/json',
	'[': 'application/json',
};

function typeOfText(content: string): string | undefined {
	const text = (content.startsWith(UTF8_MARK) ? content.slice(3) : content).trimStart();
	return TEXTS[text.charAt(0)] ?? ([...text].every(isPrintable) ? 'text/plain' : undefined);
}

/**
 * The type that the first bytes of a file show, in linear time.
 *
 * @param bytes its first `FIRST_BYTES`, or all of a shorter one
 * @returns a MIME type, by the API's name if the API takes it; `text/html` for any markup; undefined if they show none
 */
export function typeOfBytes(bytes: Buffer): string | undefined {
	const content = bytes.toString('latin1');
	const [type] =
		SIGNATURES.find(([, ...beginnings]) => beginnings.some((one) => beginsWith(content, one))) ??
		[];
	return type ?? typeOfEbml(content) ?? typeOfText(content);
}
