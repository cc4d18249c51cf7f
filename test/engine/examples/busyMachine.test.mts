import { resetSafeRegexEngine, setSafeRegexEngine } from 'n8n-workflow';

import { readExample } from './example.mts';

// n8n gives a function such as `quote()` a quarter of a second. On a busy machine that may be too short, and n8n then leaves
// out what the expression was to give, without a word.
beforeAll(() => {
	const late = () => {
		throw new Error('Regular expression execution timed out');
	};
	setSafeRegexEngine({ exec: late, test: late, replace: late, matchAll: late, split: late });
});
afterAll(resetSafeRegexEngine);

const job = { outputJobId: 'a-job', status: 'failed', errorMessage: 'Too "long"' };
const post = {
	...job,
	permalink: 'https://www.tiktok.com/@a/video/1',
	scheduledPost: { caption: 'My post' },
	scheduledFor: '2026-12-01T09:00:00+00:00',
	caption: 'My post',
};

it.each([
	['every-morning', 'A line for each', '"My post"'],
	['new-media-becomes-a-post', 'Not posted', '"Too \\"long\\""'],
	['a-scheduled-post-has-ended', 'It is live', '"My post"'],
	['a-scheduled-post-has-ended', 'It has failed', '"My post"'],
	['a-scheduled-post-has-ended', 'It has failed', '"Too \\"long\\""'],
])('%s, “%s”, says %s on a busy machine, too', async (file, node, words) => {
	const example = await readExample(file);
	const item = { ...post, error: { message: job.errorMessage } };
	const said = Object.values(example.fieldsOf(node, [item])[0] ?? {});
	expect(said).toContainEqual(expect.stringContaining(words));
});

it.each([
	['Not posted', '"Too \\"long\\""'],
	['Still not ended', '"failed"'],
])('wait-without-holding-a-worker, “%s”, says %s on a busy machine, too', async (node, words) => {
	const example = await readExample('wait-without-holding-a-worker');
	expect(example.valueOf(node, 'errorMessage', [job])).toContain(words);
});
