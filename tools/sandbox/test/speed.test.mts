import { Agent, request } from 'node:http';
import { startSandbox } from '../index.mts';
import { ACCOUNTS } from '../seed.mts';

it('takes 1,000 posts with little work and keeps every one', async () => {
	const sandbox = await startSandbox();
	const agent = new Agent({ keepAlive: true, maxSockets: 10 });
	const post = (mediaId: string) =>
		new Promise<number>((resolve, reject) => {
			const outgoing = request(`${sandbox.baseUrl}/publish/tiktok`, {
				method: 'POST',
				agent,
				headers: {
					authorization: `Bearer ${sandbox.apiKey}`,
					'content-type': 'application/json',
				},
			});
			outgoing.on('error', reject);
			outgoing.on('response', (incoming) => {
				incoming.resume().on('end', () => resolve(incoming.statusCode ?? 0));
			});
			outgoing.end(JSON.stringify({ mediaId, tiktokAccountId: ACCOUNTS.studio }));
		});
	const mediaIds = Array.from({ length: 1000 }, () => sandbox.addMedia().mediaId);
	const before = process.cpuUsage();
	const statuses = await Promise.all(mediaIds.map(post));
	const { user, system } = process.cpuUsage(before);
	agent.destroy();
	await sandbox.stop();
	expect(new Set(statuses)).toEqual(new Set([200]));
	expect(new Set(sandbox.posts.map((one) => one.mediaIds[0])).size).toBe(1000);
	// The time of the processor, in seconds: other programs add nothing to it.
	expect((user + system) / 1e6).toBeLessThan(20);
}, 300_000);
