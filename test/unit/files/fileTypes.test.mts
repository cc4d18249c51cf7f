import { KINDS, nameFor, typeOfFile, type FileKind } from '../../../nodes/shared/files/fileTypes';
import { FIRST_BYTES, typeOfBytes } from '../../../nodes/shared/files/firstBytes';
import { beginningOf, REAL_FILES, type RealFile } from './realFiles.mts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** Bytes that no table knows, and that are no text. */
const UNKNOWN = latin1('\x13\x07'.repeat(100));

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';

describe('What the first bytes of real files show', () => {
	test.each<[RealFile, string]>([
		['mp4', 'video/mp4'],
		['fragmentedMp4', 'video/mp4'],
		['m4v', 'video/mp4'],
		['threeGp', 'video/mp4'],
		['mov', 'video/quicktime'],
		['webm', 'video/webm'],
		['mkv', 'video/x-matroska'],
		['avi', 'video/x-msvideo'],
		['wmv', 'video/x-ms-wmv'],
		['flv', 'video/x-flv'],
		['mpg', 'video/mpeg'],
		['jpeg', 'image/jpeg'],
		['png', 'image/png'],
		['gif', 'image/gif'],
		['webp', 'image/webp'],
		['heic', 'image/heic'],
		['avif', 'image/avif'],
		['bmp', 'image/bmp'],
		['tiff', 'image/tiff'],
		['mp3', 'audio/mpeg'],
		['mp3WithoutTag', 'audio/mpeg'],
		['wav', 'audio/wav'],
		['ogg', 'audio/ogg'],
		['aac', 'audio/aac'],
		['m4a', 'audio/m4a'],
		['flac', 'audio/flac'],
	])('%s: %s', (name, type) => {
		expect(typeOfBytes(beginningOf(name))).toBe(type);
	});
});

describe('What other first bytes show', () => {
	test.each<[string, string, string | undefined]>([
		['QuickTime that begins with its table', '\0\0\x10\0moov\0\0\0\x6cmvhd', 'video/quicktime'],
		['QuickTime that begins with its data', '\x10\0\0\0mdat\0\0', 'video/quicktime'],
		['HEIF of several pictures', '\0\0\0\x18ftypmsf1', 'image/heic'],
		['WebM with a long header', `\x1aE\xdf\xa3${'\xec'.repeat(64)}webm`, 'video/webm'],
		['Matroska that names webm later', `\x1aE\xdf\xa3${'\xec'.repeat(65)}webm`, 'video/x-matroska'],
		['a transport stream', `G${'\x07'.repeat(187)}G`, 'video/mp2t'],
		['PDF', '%PDF-1.7\n\x00', 'application/pdf'],
		['ZIP', 'PK\x03\x04\0', 'application/zip'],
		['a web page', '<!DOCTYPE html><title>Sign in</title>', 'text/html'],
		['a web page after a byte order mark and blanks', '\xef\xbb\xbf\r\n\t <html>', 'text/html'],
		['a web page with a control character', '<html>\x07', 'text/html'],
		['XML', '<?xml version="1.0"?><Error/>', 'text/html'],
		['a JSON object', ' \n{"error":"expired"}', 'application/json'],
		['a JSON array', '[]', 'application/json'],
		['text', 'Not found.\r\n', 'text/plain'],
		['text in UTF-8', 'Datei nicht gefunden: \xc3\xbc', 'text/plain'],
		['text in UTF-16', '\xff\xfeN\0o\0', 'text/plain'],
		['text that has the name of a part of QuickTime', 'The wide world', 'text/plain'],
		['text that begins with ID3', 'ID3 tags', 'text/plain'],
		['a WebP that is cut', 'RIFF\0\0\0\0WEB', undefined],
		['noise', '\x13\x07\x99', undefined],
	])('%s', (_, bytes, type) => {
		expect(typeOfBytes(latin1(bytes))).toBe(type);
	});

	test('in time that grows with their number alone', () => {
		const begun = process.cpuUsage();
		for (const text of ['<!---->', ' ', '<', 'a', '\n']) {
			typeOfBytes(latin1(text.repeat(FIRST_BYTES * 100)));
		}
		expect(process.cpuUsage(begun).user / 1000).toBeLessThan(2000);
	});
});

describe('The bytes decide, and name and declared type only where they leave it open', () => {
	test.each<[string, Buffer | RealFile, string, string, string | undefined]>([
		['a web page as a video', latin1('<html>'), 'video/mp4', 'video.mp4', 'text/html'],
		['a JSON error as a video', latin1('{}'), 'video/mp4', 'video.mp4', 'application/json'],
		['HEIC as JPEG', 'heic', 'image/jpeg', 'IMG_1.jpg', 'image/heic'],
		['JPEG as PNG', 'jpeg', 'image/png', 'a.png', 'image/jpeg'],
		['JPEG as HEIC', 'jpeg', 'image/heic', 'IMG_1.HEIC', 'image/jpeg'],
		['MP4 as QuickTime', 'mp4', 'video/quicktime', 'a.mov', 'video/mp4'],
		['an MP4 with sound alone', 'mp4', 'audio/mp4', 'a.m4a', 'audio/m4a'],
		[
			'an MP4 with sound alone, by its name',
			'mp4',
			'application/octet-stream',
			'a.M4A',
			'audio/m4a',
		],
		['a WebM with sound alone', 'webm', 'audio/webm; codecs=opus', 'a.webm', 'audio/webm'],
		['M4A as a video', 'm4a', 'video/mp4', 'a.mp4', 'audio/m4a'],
		['SVG', latin1(SVG), 'image/svg+xml', 'a.svg', 'image/svg+xml'],
		['SVG by its name', latin1(SVG), 'text/plain', 'a.svg', 'image/svg+xml'],
		['SVG that nobody calls so', latin1(SVG), 'text/plain', 'a.xml', 'text/html'],
		['a JPEG as SVG', 'jpeg', 'image/svg+xml', 'a.svg', 'image/jpeg'],
		['JSON as SVG', latin1('{}'), 'image/svg+xml', 'a.svg', 'application/json'],
		['unknown bytes', UNKNOWN, '', 'a', undefined],
		['unknown bytes by their declared type', UNKNOWN, ' VIDEO/MP4; a="b" ', 'a.avi', 'video/mp4'],
		[
			'unknown bytes by their name',
			UNKNOWN,
			'application/octet-stream',
			'a.MOV',
			'video/quicktime',
		],
		['unknown bytes of a type that is not taken', UNKNOWN, 'constructor', '__proto__', undefined],
		[
			'unknown bytes that are too few for a file',
			UNKNOWN.subarray(1, 100),
			'video/mp4',
			'a.mp4',
			undefined,
		],
	])('%s', (_, content, mimeType, fileName, type) => {
		const bytes = typeof content === 'string' ? beginningOf(content) : content;
		expect(typeOfFile({ bytes, size: bytes.length, mimeType, fileName })).toBe(type);
	});

	test.each([
		...['video/x-m4v', 'video/x-mp4', 'video/mpeg4', 'application/mp4', 'multipart/form-data'],
		...['application/x-www-form-urlencoded', 'application/octetstream', 'octet-stream'],
		...['text/plain', 'binary/octet-stream', '*/*', '', 'image/jpeg'],
	])('an MP4 declared as “%s” is an MP4', (mimeType) => {
		const bytes = beginningOf('mp4');
		expect(typeOfFile({ bytes, size: 40, mimeType, fileName: 'a.m4v' })).toBe('video/mp4');
	});

	test.each([
		['application/mp4', 'video/mp4'],
		['audio/mp3', 'audio/mpeg'],
		['audio/mp4', 'audio/m4a'],
		['audio/vnd.wave', 'audio/wav'],
		['audio/wave', 'audio/wav'],
		['audio/x-aac', 'audio/aac'],
		['audio/x-m4a', 'audio/m4a'],
		['audio/x-wav', 'audio/wav'],
		['image/jpg', 'image/jpeg'],
		['image/pjpeg', 'image/jpeg'],
		['video/avi', 'video/x-msvideo'],
		['video/mpeg4', 'video/mp4'],
		['video/msvideo', 'video/x-msvideo'],
		['video/vnd.avi', 'video/x-msvideo'],
		['video/x-m4v', 'video/mp4'],
		['video/x-mp4', 'video/mp4'],
	])('unknown bytes declared as %s are %s', (mimeType, type) => {
		expect(typeOfFile({ bytes: UNKNOWN, size: 200, mimeType, fileName: '' })).toBe(type);
	});
});

describe('Of real files, a kind takes', () => {
	const video = ['avi', 'fragmentedMp4', 'm4v', 'mov', 'mp4', 'threeGp', 'webm'];
	const images = ['gif', 'jpeg', 'png', 'webp'];
	const audio = ['aac', 'm4a', 'mp3', 'mp3WithoutTag', 'ogg', 'wav'];

	test.each<[FileKind, string[]]>([
		['video', video],
		['carousel', ['jpeg', 'webp']],
		['media', [...video, ...images, ...audio].sort()],
	])('%s', (kind, taken) => {
		const names = (Object.keys(REAL_FILES) as RealFile[]).sort();
		const typeOf = (name: RealFile) => typeOfBytes(beginningOf(name)) ?? '';
		expect(names.filter((name) => KINDS[kind].types.includes(typeOf(name)))).toEqual(taken);
	});
});

describe('The name under which a file is uploaded', () => {
	test.each([
		['photo.png', 'image/jpeg', 'photo.jpg'],
		['IMG_0001.HEIC', 'image/jpeg', 'IMG_0001.jpg'],
		['photo.JPEG', 'image/jpeg', 'photo.JPEG'],
		['clip.m4v', 'video/mp4', 'clip.m4v'],
		['clip.mp4', 'video/quicktime', 'clip.mov'],
		['clip', 'video/mp4', 'clip'],
		['clip.final', 'video/mp4', 'clip.final'],
		['2026.12.05', 'video/mp4', '2026.12.05'],
		['', 'video/quicktime', 'file.mov'],
		[' \n ', 'image/svg+xml', 'file.svg'],
	])('%s as %s', (fileName, type, sent) => {
		expect(nameFor(fileName, type)).toBe(sent);
	});
});
