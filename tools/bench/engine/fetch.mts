// Run by the host's own Node: posts items with bare fetch, ten at a time, and says how long that took.
import { POST } from '../contenders/contender.mts';
import { SANDBOX_API_KEY } from '../../sandbox/seed.mts';
import { type EngineTask, handBack, readTask } from './task.mts';

export interface FetchTask extends EngineTask {
	readonly url: string;
	/** The posts' keys begin with their scene. */
	readonly scenes: readonly { readonly scene: string; readonly count: number }[];
}

const AT_ONCE = 10;

const { url, scenes } = readTask<FetchTask>();
const headers = {
	authorization: `Bearer ${SANDBOX_API_KEY}`,
	'content-type': 'application/json',
	accept: 'application/json',
};

async function post(scene: string, index: number): Promise<void> {
	const body = {
		tiktokAccountId: POST.account,
		mediaId: `${scene}-${String(index).padStart(12, '0')}`,
		caption: `Made with AI #wonda ${String(index)}`,
		privacyLevel: POST.privacyLevel,
	};
	const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
	if (!answer.ok) throw new Error(`HTTP ${String(answer.status)}`);
	await answer.json();
}

const took: number[] = [];
for (const { scene, count } of scenes) {
	const started = performance.now();
	let next = 0;
	const worker = async () => {
		while (next < count) await post(scene, next++);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	took.push(performance.now() - started);
}
handBack(took);
