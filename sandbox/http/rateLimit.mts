import { ApiError } from '../errors.mts';
import type { World } from '../world.mts';

const MINUTE = 60_000;

/** Counts a request; throws 429 with `Retry-After` in seconds when the last minute has seen the limit already. */
export function countRequest(world: World): void {
	const limit = world.settings.rateLimitPerMinute;
	if (limit === null) return;
	const now = world.clock.steady();
	world.recent = world.recent.filter((at) => at > now - MINUTE);
	const oldest = world.recent[world.recent.length - limit];
	if (oldest !== undefined) {
		const seconds = Math.max(1, Math.ceil((oldest + MINUTE - now) / 1000));
		throw new ApiError(429, 'rate_limit_exceeded', `Too many requests: ${limit} a minute.`, {
			'Retry-After': String(seconds),
		});
	}
	world.recent.push(now);
}
