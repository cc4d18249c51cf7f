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

const isNumber = (value: unknown): value is number => Number.isFinite(value);

/** A moment that lies ahead was read from a clock that was set back since: it would hold the next word back until it comes. */
const momentOr = <Other>(value: unknown, now: number, other: Other): number | Other =>
	isNumber(value) && value <= now ? value : other;

/**
 * The faults with one more.
 *
 * @param known what was counted before, as n8n kept it
 * @returns them, and whether it is time to say so
 */
export function nextFaults(known: unknown, now: number): { faults: Faults; isSaid: boolean } {
	const before = isObject(known) ? known : {};
	const times = (isNumber(before.times) ? before.times : 0) + 1;
	const since = momentOr(before.since, now, now);
	const saidAt = momentOr(before.saidAt, now, undefined);
	const stays = times >= STAYS.times || now - since >= STAYS.ms;
	const isSaid = stays && (saidAt === undefined || now - saidAt >= SAID_AGAIN_MS);
	return { faults: { times, since, saidAt: isSaid ? now : saidAt }, isSaid };
}
