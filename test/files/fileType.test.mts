import { declaredType, KINDS } from '../../nodes/shared/files/fileType';
import { OTHER_NAMES, SAY_NOTHING } from './typeNames.mts';

describe('The type that an item gives, as the API names it', () => {
	test.each([
		...OTHER_NAMES,
		// What is known by its own name, or not at all, stays what it is.
		['video/mp4', 'video/mp4'],
		['audio/mp3', 'audio/mp3'],
		['image/heic', 'image/heic'],
		['text/html', 'text/html'],
		['application/pdf', 'application/pdf'],
		['mp4', 'mp4'],
		['constructor', 'constructor'],
		['tostring', 'tostring'],
		['__proto__', '__proto__'],
	])('%s is %s', (mimeType, type) => {
		expect(declaredType(mimeType)).toBe(type);
		expect(declaredType(` ${mimeType.toUpperCase()}\t`)).toBe(type);
		expect(declaredType(`${mimeType};codecs="avc1"`)).toBe(type);
		expect(declaredType(`\n${mimeType} ; charset=utf-8; a=b`)).toBe(type);
	});

	test.each(SAY_NOTHING)('“%s” says nothing', (mimeType) => {
		expect(declaredType(mimeType)).toBeUndefined();
		expect(declaredType(` ${mimeType.toUpperCase()}\n`)).toBeUndefined();
		expect(declaredType(`${mimeType} ;charset=utf-8`)).toBeUndefined();
	});

	test('none says nothing either', () => {
		expect(declaredType()).toBeUndefined();
		expect(declaredType(undefined)).toBeUndefined();
		expect(declaredType(' ; video/mp4')).toBeUndefined();
	});

	test.each(['video/mp4 x', 'video /mp4', 'image/jpg,image/png', 'a'.repeat(10_000)])(
		'“%s” is none of those that have another name',
		(mimeType) => {
			expect(declaredType(mimeType)).toBe(mimeType);
		},
	);
});

describe('What each kind of file may be, and how a user reads it', () => {
	const videos = ['video/mp4', 'video/quicktime', 'video/webm', 'video/x-msvideo'];

	test('a video', () => {
		expect([...KINDS.video.types].sort()).toEqual(videos);
		expect(KINDS.video.words).toBe('a video (MP4, QuickTime, WebM or AVI)');
	});

	test('images of a carousel', () => {
		expect([...KINDS.carousel.types].sort()).toEqual(['image/jpeg', 'image/webp']);
		expect(KINDS.carousel.words).toBe('2 to 35 JPEG or WebP images');
	});

	test('whatever the library takes', () => {
		expect([...KINDS.media.types].sort()).toEqual([
			'audio/aac',
			'audio/m4a',
			'audio/mp3',
			'audio/mpeg',
			'audio/ogg',
			'audio/wav',
			'audio/webm',
			'image/gif',
			'image/jpeg',
			'image/png',
			'image/svg+xml',
			'image/webp',
			...videos,
		]);
		expect(KINDS.media.words).toBe(
			'an image (JPEG, PNG, GIF, WebP or SVG), a video (MP4, QuickTime, WebM or AVI) or an audio file (MP3, WAV, Ogg, WebM, AAC or M4A)',
		);
	});
});
