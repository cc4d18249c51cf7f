import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../world.mts';

/** Waits as long as the settings say that each answer takes, a refusal too. Throws when `signal` aborts. */
export async function takeItsTime({ settings, chance }: World, signal: AbortSignal): Promise<void> {
	const { latencyMs, latencySpreadMs, seed } = settings;
	const ms = latencyMs + (latencySpreadMs === 0 ? 0 : chance.draw(seed) * latencySpreadMs);
	if (ms > 0) await sleep(ms, undefined, { signal });
}
