import type { FailureKind } from '../shared/failures/failure';
import { isObject } from '../shared/operations/listIn';

/** Faults that pass by themselves: the next poll sees all that this one has not. */
const PASSING = new Set<FailureKind>(['unreached', 'broken', 'limited']);

export const passes = (kind: FailureKind) => PASSING.has(kind);

/** A fault stays when so many polls in a row have failed, or when it has lasted for so long. */
const STAYS = { times: 3, ms: 10 * 60 * 1000 };

/** A fault that stays is said again after this time: each time n8n saves a failed execution. */
const SAID_AGAIN_MS = 60 * 60 * 1000;

/** Faults in a row. Times are in milliseconds since the epoch. */
export interface Faults {
	times: number;
	since: number;
	/** When it was said last. */
	saidAt?: number;
}

const momentOr = (value: unknown, other: number): number =>
	typeof value === 'number' && Number.isFinite(value) ? value : other;

/**
 * The faults with one more; it is said where `saidAt` is now.
 *
 * @param known what was counted before, as n8n kept it
 */
export function nextFaults(known: unknown, now: number): Faults {
	const before = isObject(known) ? known : {};
	const times = momentOr(before.times, 0) + 1;
	const since = momentOr(before.since, now);
	const saidAt = momentOr(before.saidAt, -Infinity);
	const stays = times >= STAYS.times || now - since >= STAYS.ms;
	if (stays && now - saidAt >= SAID_AGAIN_MS) return { times, since, saidAt: now };
	return saidAt === -Infinity ? { times, since } : { times, since, saidAt };
}
