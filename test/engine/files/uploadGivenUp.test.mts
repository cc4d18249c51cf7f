import { CONTENT, useFileStore, useOpenedFiles } from '../../support/files.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox({}, useLeapingTime());
const store = useFileStore();
const allClosed = useOpenedFiles();

const UPLOAD = { method: 'POST', path: '/media/upload' };
const FROM_FILE = { source: 'binary', waitForCompletion: false };

const sentTo = (path: string) => api.sent('POST').filter((request) => request.path === path).length;

test('an upload that keeps failing is given up, and nothing is posted', async () => {
	api.sandbox.faults.add({ ...UPLOAD, kind: 'status', status: 503, times: 100 });

	const { error } = await api.run('video-publish', {
		files: [{ data: await store(CONTENT.mp4) }],
		parameters: FROM_FILE,
	});

	expect(sentTo('/media/upload')).toBe(5);
	expect(sentTo('/publish/tiktok')).toBe(0);
	expect(error?.message).toBe(
		'Upload of “data” (clip.mp4) failed: Wonda failed to process the request: Service Unavailable',
	);
	expect(error?.description).toContain('Nothing was posted.');
	await allClosed();
});

test.each([
	['nobody answers', 'http://127.0.0.1:9', 'Wonda could not be reached'],
	['the base URL is none', 'http://127.0.0.1:99999', 'Wonda could not be reached'],
])('an upload that never begins leaves no file open: %s', async (_, baseUrl, words) => {
	const { error } = await api.run('video-publish', {
		files: [{ data: await store(Buffer.concat([CONTENT.mp4, Buffer.alloc(1_000_000)])) }],
		parameters: FROM_FILE,
		credential: { baseUrl },
	});
	expect(error?.message).toBe(`Upload of “data” (clip.mp4) failed: ${words}`);
	expect(error?.description).toContain('Nothing was posted.');
	await allClosed();
});
