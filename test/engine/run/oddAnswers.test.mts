import { MEDIA } from '../../../tools/sandbox/seed.mts';
import { CONTENT, inMemory } from '../../support/files.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';

jest.setTimeout(60_000);

const api = useSandbox({}, useLeapingTime());

const PUBLISH = { method: 'POST', path: '/publish/tiktok' };
const POLL = { method: 'GET', path: '/jobs/publish/*' };

test('An item is posted as soon as its own file is up', async () => {
	const files = Array.from({ length: 60 }, (_, item) => ({
		data: inMemory(CONTENT.mp4, { fileName: `${item}.mp4`, mimeType: 'video/mp4' }),
	}));

	const { outputs } = await api.run('video-publish', {
		files,
		parameters: { source: 'binary', waitForCompletion: false, caption: '={{ $itemIndex }}' },
	});

	expect(outputs[0]).toHaveLength(60);
	const sent = api.sent('POST').map(({ path }) => path);
	const firstPost = sent.indexOf('/publish/tiktok');
	const uploadsBefore = sent.slice(0, firstPost).filter((path) => path === '/media/upload');
	expect(uploadsBefore.length).toBeLessThanOrEqual(10);
});

describe('A job whose ID cannot stand in a URL', () => {
	test.each([['..'], ['\ud800'], ['a/b'], [{ id: 1 }], [7]])(
		'is reported, and not polled: %j',
		async (outputJobId) => {
			const json = { outputJobId, status: 'queued' };
			api.sandbox.faults.add({ ...PUBLISH, kind: 'status', status: 200, when: 'after', json });

			const { error } = await api.run('video-publish');

			expect(error?.message).toBe('Wonda gave the job an ID that cannot be looked up');
			expect(error?.description).toContain('The job was accepted, so do not post again');
			expect(api.sent('GET')).toEqual([]);
			expect(api.sandbox.posts).toHaveLength(1);
		},
	);
});

describe('A poll that is answered by any JSON', () => {
	test('tells a reason of 5 MB in a readable length', async () => {
		const json = { status: 'failed', errorMessage: 'x'.repeat(5_000_000) };
		api.sandbox.faults.add({ ...POLL, kind: 'status', status: 200, json });

		const { error, run } = await api.run('video-publish', {
			parameters: { mediaId: MEDIA.neverEnds },
		});

		expect(error?.message).toMatch(/^The publish job failed: x{1000}…$/);
		expect(JSON.stringify([error, run.data]).length).toBeLessThan(100_000);
	});
});
