/** What can be changed while a sandbox runs. */
export interface SandboxSettings {
	/** Without it both schedule endpoints, and a publish with scheduledAt, answer 403 feature_disabled. */
	schedulingEnabled: boolean;
	/** How long a new job stays queued, in milliseconds. */
	queuedMs: number;
	/** How long it is in progress after that, in milliseconds. */
	runMs: number;
	/** How long an answer takes at least, in milliseconds. Without it requests hardly ever overlap. */
	latencyMs: number;
	/** Requests a minute before 429; null for no limit. */
	rateLimitPerMinute: number | null;
	/** The answer of `GET /publish/scheduled`, whose shape is not documented: `{ scheduled: [...] }`, or the bare array. */
	scheduledListShape: 'object' | 'array';
	/** The answer of a cancellation, which is not documented: the job's ID and status, or 204 and no body. */
	cancelAnswer: 'json' | 'empty';
}

export const DEFAULT_SETTINGS: SandboxSettings = {
	schedulingEnabled: true,
	queuedMs: 500,
	runMs: 1500,
	latencyMs: 0,
	rateLimitPerMinute: null,
	scheduledListShape: 'object',
	cancelAnswer: 'json',
};

const isMs = (value: unknown): boolean => typeof value === 'number' && value >= 0;

const VALID: Record<keyof SandboxSettings, (value: unknown) => boolean> = {
	schedulingEnabled: (value) => typeof value === 'boolean',
	queuedMs: isMs,
	runMs: isMs,
	latencyMs: isMs,
	rateLimitPerMinute: (value) => value === null || (Number.isInteger(value) && Number(value) > 0),
	scheduledListShape: (value) => value === 'object' || value === 'array',
	cancelAnswer: (value) => value === 'json' || value === 'empty',
};

/** `input` as settings to change; throws a TypeError that names the first unknown or wrong one. */
export function parseSettings(input: unknown): Partial<SandboxSettings> {
	if (typeof input !== 'object' || input === null || Array.isArray(input)) {
		throw new TypeError('Settings are a JSON object');
	}
	for (const [name, value] of Object.entries(input)) {
		if (!Object.hasOwn(VALID, name)) throw new TypeError(`Unknown setting: ${name}`);
		if (!VALID[name as keyof SandboxSettings](value)) {
			throw new TypeError(`Not a value for the setting ${name}: ${JSON.stringify(value)}`);
		}
	}
	return input as Partial<SandboxSettings>;
}
