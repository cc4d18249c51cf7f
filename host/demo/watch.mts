import { setTimeout as pause } from 'node:timers/promises';

import type { Sandbox } from '../../sandbox/index.mts';
import type { Checks } from './checks.mts';
import { readExample } from './exampleWorkflow.mts';
import type { Host } from '../n8n/launch.mts';
import { type Log, duration } from '../machine/log.mts';

/** The example that begins with the trigger. */
const FILE = 'new-media-becomes-a-post';

/** n8n polls once a minute at most; a busy machine takes its time. */
const WITHIN_MS = 180_000;

/** Waits until something holds. Out: whether it came to hold in time. */
async function until(holds: () => boolean): Promise<boolean> {
	const deadline = Date.now() + WITHIN_MS;
	while (!holds() && Date.now() < deadline) await pause(200);
	return holds();
}

/** The last act of the demo: n8n watches the media library by itself, and posts what is new in it. */
export async function watch(host: Host, sandbox: Sandbox, checks: Checks, log: Log): Promise<void> {
	const { id, name } = await readExample(FILE);
	const asked = sandbox.requests.length;
	const polls = () => sandbox.requests.slice(asked).filter(({ path }) => path === '/media').length;
	await host.publish(id);
	await host.startEditor();
	checks.holds(`"${name}": n8n did not look at the library`, await until(() => polls() > 0));

	const before = sandbox.posts.length;
	const { mediaId } = sandbox.addMedia({ fileName: 'just-made.mp4' });
	const added = Date.now();
	log(`  n8n watches the library; just-made.mp4 is new in it. It polls once a minute …`);
	const ended = () => sandbox.posts.slice(before).every(({ status }) => status === 'succeeded');
	await until(() => sandbox.posts.length > before && ended());

	const posts = sandbox.posts.slice(before);
	const took = duration(Date.now() - added);
	log(`  "${name}" ran by itself, and TikTok has taken the video after ${took}:`);
	log(`  ${posts.map(({ permalink }) => permalink).join(', ')}`);
	checks.equal(
		`"${name}": what was posted`,
		posts.map(({ mediaIds }) => mediaIds),
		[[mediaId]],
	);
}
