/** Other names of types, and how the API names them. */
export const OTHER_NAMES: [name: string, apiName: string][] = [
	['application/mp4', 'video/mp4'],
	['audio/mp4', 'audio/m4a'],
	['audio/vnd.wave', 'audio/wav'],
	['audio/wave', 'audio/wav'],
	['audio/x-aac', 'audio/aac'],
	['audio/x-m4a', 'audio/m4a'],
	['audio/x-wav', 'audio/wav'],
	['image/jpg', 'image/jpeg'],
	['image/pjpeg', 'image/jpeg'],
	['video/avi', 'video/x-msvideo'],
	['video/msvideo', 'video/x-msvideo'],
	['video/vnd.avi', 'video/x-msvideo'],
];

/** Types that say nothing of a file. */
export const SAY_NOTHING = [
	'',
	'*/*',
	'application/binary',
	'application/force-download',
	'application/octet-stream',
	'application/unknown',
	'application/x-binary',
	'application/x-download',
	'binary/octet-stream',
	'text/plain',
];
