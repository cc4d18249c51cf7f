import { typeOfBytes } from '../../nodes/shared/files/signatures';

/** What the beginning of a file may repeat to hold up whoever looks for its type. */
const REPEATED: [name: string, prefix: string, repeated: string][] = [
	['comments (29 of them held 0.1.0 up for 34 s)', '', '<!---->'],
	['comments with blanks between', '', '<!-- --> \n'],
	['comments that begin and do not end', '', '<!--'],
	['comments that end and did not begin', '<!--', '--'],
	['ends of comments', '', '-->'],
	['XML declarations', '', '<?xml'],
	['XML declarations that end', '', '<?xml ?>'],
	['an XML declaration, then comments', '<?xml', '<!---->'],
	['processing instructions and comments', '', '<?a?><!---->'],
	['document types', '', '<!DOCTYPE svg'],
	['document types of another kind', '', '<!DOCTYPE a>'],
	['a document type without a name', '<!DOCTYPE', ' '],
	['a document type, then comments', '<!DOCTYPE svg>', '<!---->'],
	['spaces', '', ' '],
	['spaces after a comment', '<!---->', ' '],
	['new lines', '', '\r\n'],
	['byte order marks', '', '\xef\xbb\xbf'],
	['signs of less', '', '<'],
	['an endless name', '<', 's'],
	['an endless name of a namespace', '<', 'svg:'],
	['elements that are almost SVG', '', '<sv'],
	['EBML headers', '', '\x1aE\xdf\xa3'],
	['names of the kind of an EBML file', '\x1aE\xdf\xa3', 'web'],
	['headers of RIFF', '', 'RIFF'],
	['MP4 boxes', '', '\0\0\0\x08ftyp'],
	['zeros', '', '\0'],
	['bytes of an MP3', '', '\xff'],
];

const SHORT = 16_000;
const LONG = 128_000;

const hostile = (prefix: string, repeated: string, length: number) =>
	Buffer.from(prefix + repeated.repeat(length / repeated.length), 'latin1');

/** Shortest time of some, in milliseconds: what a busy machine adds is none of it. */
function timeOf(bytes: Buffer): number {
	const times = Array.from({ length: 5 }, () => {
		const started = performance.now();
		typeOfBytes(bytes);
		return performance.now() - started;
	});
	return Math.min(...times);
}

describe('Time grows with the bytes that are looked at, and no faster: repeated', () => {
	test.each(REPEATED)('%s', (_, prefix, repeated) => {
		const [short, long] = [SHORT, LONG].map((length) => timeOf(hostile(prefix, repeated, length)));
		// 8 times the bytes; a quadratic look would take 64 times as long. The floor is for what takes no time at all.
		expect(long).toBeLessThan(24 * Math.max(short ?? 0, timeOf(Buffer.alloc(SHORT, ' '))));
	});
});
