import type { IBinaryData } from 'n8n-workflow';

import { complaintIn, CONTENT, inMemory } from '../../support/files.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();

/** What became of each file: the type with which it went up, or what was wrong with it. */
async function typesSent(files: IBinaryData[], workflow = 'media-upload', parameters = {}) {
	const { outputs } = await api.run(workflow, {
		files: files.map((data) => ({ data, second: data })),
		parameters: { caption: '={{ String($itemIndex) }}', waitForCompletion: false, ...parameters },
		node: { onError: 'continueRegularOutput' },
	});
	const types = new Map(api.sandbox.media.map(({ mediaId, mimeType }) => [mediaId, mimeType]));
	return outputs[0]?.map(({ json }) => {
		const { error, mediaId, mediaIds } = json as Record<string, unknown>;
		if (error) return complaintIn((error as Error).message);
		return types.get((mediaId ?? (mediaIds as string[])[0]) as string);
	});
}

const named = (content: Buffer | string, mimeType: string) =>
	inMemory(Buffer.from(content as string, 'latin1'), { mimeType, fileName: 'a.bin' });

const IMAGES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/svg+xml'];
const VIDEOS = ['video/mp4', 'video/webm', 'video/quicktime', 'video/x-msvideo'];
const AUDIO = ['mpeg', 'wav', 'ogg', 'webm', 'aac', 'm4a'].map((name) => `audio/${name}`);
const FOREIGN = ['video/x-matroska', 'image/heic', 'application/pdf', 'constructor', '__proto__'];

test.each([
	['media-upload', [...IMAGES, ...VIDEOS, ...AUDIO], {}],
	['video-publish', VIDEOS, { source: 'binary' }],
	[
		'carousel-publish',
		['image/jpeg', 'image/webp'],
		{ source: 'binary', binaryPropertyNames: 'data, second' },
	],
])('%s takes the types of the API, and no other', async (workflow, taken, parameters) => {
	const all = [...IMAGES, ...VIDEOS, ...AUDIO, ...FOREIGN];
	const files = all.map((type) => named(CONTENT.noise, type));
	const sent = await typesSent(files, workflow, parameters);
	expect(sent?.map((words, index) => words === all[index])).toEqual(
		all.map((type) => taken.includes(type)),
	);
	for (const [index, type] of all.entries()) {
		const kind = type.split('/', 1)[0] ?? '';
		const shown = FOREIGN.includes(type) ? 'of an unknown type' : `an? \\S+ ${kind}`;
		if (!taken.includes(type)) {
			expect(sent?.[index]).toMatch(new RegExp(`^“data” \\(a\\.bin\\) is ${shown}`));
		}
	}
});

test('a MIME type forges no header', async () => {
	const types = ['video/mp4\r\nX-Evil: 1', 'video/mp4;\r\nX-Evil: 1', `video/${'a'.repeat(1e6)}`];
	expect(await typesSent(types.map((type) => named(CONTENT.noise, type)))).toEqual([
		'“data” (a.bin) is of an unknown type',
		'video/mp4',
		'“data” (a.bin) is of an unknown type',
	]);
	expect(api.sent('POST').map(({ headers }) => headers)).toEqual([
		expect.not.objectContaining({ 'x-evil': expect.anything() }),
	]);
});

test('of a file in memory only its beginning is decoded to find its type', async () => {
	const data = inMemory(Buffer.alloc(3_000_000, CONTENT.pdf), { mimeType: '' });
	const decoding = jest.spyOn(Buffer, 'from');
	const { error } = await api.run('media-upload', { files: [{ data }] });
	const decoded = (decoding.mock.calls as unknown[][])
		.filter(([, encoding]) => encoding === 'base64')
		.map(([text]) => (text as string).length);
	decoding.mockRestore();

	expect(error?.message).toContain('is a PDF document');
	expect(decoded.length).toBeGreaterThan(0);
	expect(Math.max(...decoded)).toBeLessThanOrEqual(2048);
});
