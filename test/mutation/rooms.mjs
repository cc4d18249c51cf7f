import path from 'node:path';

/** The rooms of the package, and the tests that have to notice a mistake in each: files or folders of test/. */
const ROOMS = [
	[
		'nodes/shared/failures',
		[
			'failures',
			'engine/errors',
			'engine/onError',
			'engine/unreached',
			'engine/noAnswer',
			'engine/waiting',
			'engine/credential',
		],
	],
	[
		'nodes/shared/run',
		['run', 'engine/run', 'engine/reliability', 'engine/unreached', 'engine/onError'],
	],
	[
		'nodes/shared/rules',
		[
			'rules',
			'engine/fields',
			'engine/video',
			'engine/carousel',
			'engine/savedEarlier',
			'engine/jobId',
		],
	],
	['nodes/shared/files', ['files', 'engine/files', 'engine/media/upload']],
	[
		'nodes/shared/operations',
		[
			'engine/account',
			'engine/carousel',
			'engine/files',
			'engine/job',
			'engine/media',
			'engine/schedule',
			'engine/video',
			'engine/reliability',
			'engine/errors',
			'engine/onError',
			'engine/waiting',
			'engine/unknownOperation',
			'engine/noAnswer',
		],
	],
	['nodes/WondaTikTokTrigger', ['description', 'WondaTikTok/saved', 'engine/trigger']],
	[
		'nodes/WondaTikTok',
		[
			'description',
			'WondaTikTok',
			'engine/fields',
			'engine/pickers',
			'engine/accountPicker',
			'engine/unknownOperation',
			'engine/savedEarlier',
			'engine/security',
			'engine/media',
			'engine/video',
		],
	],
	['credentials', ['description', 'WondaTikTok/saved', 'engine/credential', 'engine/security']],
];

/** The room of a file. */
export function roomOf(mutated) {
	const file = path.relative('.', path.resolve(mutated));
	const found = ROOMS.find(([room]) => file.startsWith(`${room}/`));
	if (!found) throw new Error(`Name the tests for ${file} in test/mutation/rooms.mjs`);
	return found[0];
}

/** The tests that have to notice a mistake in a file. */
export const testsFor = (mutated) =>
	new Map(ROOMS).get(roomOf(mutated)).map((test) => path.resolve('test', test));

/** Whether a file of tests is one of some, or in one of these folders. */
export const isAmong = (tests, file) =>
	tests.some((test) => file.startsWith(`${test}/`) || file.startsWith(`${test}.`));
