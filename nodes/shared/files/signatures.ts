import { typeOfMarkup } from './markup';

/** So many of the first bytes tell the type of every file that is known here. */
export const FIRST_BYTES = 1024;

/** Stands for any one byte. */
const ANY = '?';

/** How files of a type begin, one character for each byte. The first line that fits counts. */
const SIGNATURES: Array<[type: string, ...beginnings: string[]]> = [
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
	['video/quicktime', '????moov', '????mdat', '????wide'],
	['audio/ogg', 'OggS'],
	['audio/mpeg', 'ID3', '\xff\xe2', '\xff\xe3', '\xff\xf2', '\xff\xf3', '\xff\xfa', '\xff\xfb'],
	['audio/aac', '\xff\xf0', '\xff\xf1', '\xff\xf8', '\xff\xf9'],
	['application/pdf', '%PDF-'],
];

const beginsWith = (text: string, beginning: string) =>
	[...beginning].every((byte, at) => byte === ANY || byte === text[at]);

/** WebM and Matroska begin alike; the name of the kind stands within so many bytes of the header. */
const EBML = '\x1aE\xdf\xa3';
const EBML_HEADER = 72;

function typeOfEbml(text: string): string | undefined {
	if (!beginsWith(text, EBML)) return undefined;
	return text.slice(0, EBML_HEADER).includes('webm') ? 'video/webm' : 'video/x-matroska';
}

/**
 * The type that the first bytes of a file tell, in time linear in their number.
 *
 * @param bytes its first `FIRST_BYTES`, or all of a shorter one
 * @returns a MIME type, as the API names it where the API takes it; undefined when they tell none
 */
export function typeOfBytes(bytes: Buffer): string | undefined {
	const text = bytes.toString('latin1');
	const [type] =
		SIGNATURES.find(([, ...beginnings]) => beginnings.some((one) => beginsWith(text, one))) ?? [];
	return type ?? typeOfEbml(text) ?? typeOfMarkup(text);
}
