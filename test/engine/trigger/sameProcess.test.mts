import { CONTENT, inMemory } from '../../support/files.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { schedulePost } from '../../support/schedulePost.mts';
import { activated, errorOf, idsIn } from '../../support/trigger.mts';

const time = useLeapingTime();
const api = useSandbox();

const active = async (parameters = {}) =>
	await activated({ apiKey: api.sandbox.apiKey, baseUrl: api.sandbox.baseUrl }, parameters);

test('A file that the same n8n process uploaded is not new, and one of others is', async () => {
	const trigger = await active({ source: 'user_upload' });
	await time.passDuring(api.run('media-upload', { files: [{ data: inMemory(CONTENT.mp4) }] }));
	const { mediaId } = api.sandbox.addMedia({ source: 'user_upload' });
	expect(idsIn(await trigger.poll())).toEqual([mediaId]);
	expect(await trigger.poll()).toBeNull();
});

test('While Wonda has asked to wait, a poll sends nothing, and nothing new is missed', async () => {
	const trigger = await active();
	const { mediaId } = api.sandbox.addMedia();
	const outputJobId = await schedulePost(api.sandbox, { dueInMs: 3_600_000, caption: '' });
	api.sandbox.faults.add({ kind: 'rateLimit', path: '/jobs/*', seconds: 290 });
	const run = api.run('job-get', { items: [{ outputJobId }] });
	await time.passUntil(() => api.sent().some(({ status }) => status === 429));
	await time.quiet();

	const before = api.sent().length;
	expect(await trigger.poll()).toBeNull();
	const error = await errorOf(trigger.fetchTestEvent());
	expect(error.message).toMatch(/^Wonda receives too many requests/);
	expect(error.failure).toMatchObject({ cause: 'rate-limited' });
	expect(api.sent()).toHaveLength(before);
	await time.passDuring(run);
	expect(idsIn(await trigger.poll())).toEqual([mediaId]);
});

test('A poll that was refused (429) holds no execution back', async () => {
	const trigger = await active();
	api.sandbox.faults.add({ kind: 'rateLimit', path: '/media', seconds: 3600 });
	expect(await trigger.poll()).toBeNull();
	expect((await time.passDuring(api.run('media-get-all'))).error).toBeUndefined();
});
