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

const momentOr = <Other>(value: unknown, other: Other): number | Other =>
	Number.isFinite(value) ? (value as number) : other;

/**
 * The faults with one more.
 *
 * @param known what was counted before, as n8n kept it
 * @returns them, and whether it is time to say so
 */
export function nextFaults(known: unknown, now: number): { faults: Faults; isSaid: boolean } {
	const before = isObject(known) ? known : {};
	const times = momentOr(before.times, 0) + 1;
	const since = momentOr(before.since, now);
	const saidAt = momentOr(before.saidAt, undefined);
	const stays = times >= STAYS.times || now - since >= STAYS.ms;
	const isSaid = stays && (saidAt === undefined || now - saidAt >= SAID_AGAIN_MS);
	return { faults: { times, since, saidAt: isSaid ? now : saidAt }, isSaid };
}
