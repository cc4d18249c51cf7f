import type { Log } from '../../../tools/n8n/machine/log.mts';
import type { PackedNode } from '../../../tools/n8n/package.mts';

/** The package as `npm run test:e2e` packed it. */
export function packed(): PackedNode {
	const pack = JSON.parse(process.env.E2E_PACK ?? 'null') as Omit<PackedNode, 'remove'> | null;
	if (!pack)
		throw new Error('Run these tests with `npm run test:e2e`: it packs the package first.');
	return { ...pack, remove: () => Promise.resolve() };
}

/** Prints a line of progress; Jest would add to `console.log` where it was called. */
export const say: Log = (line) => {
	process.stderr.write(`${line}\n`);
};

/** Registers a step for the end of a test file; the last one registered runs first. */
export type AtEnd = (end: () => unknown) => void;

/**
 * Registers an `afterAll` for the steps that the set-up registers, as soon as each part is there. Every step runs, even if
 * another one fails.
 */
export function endsAfterAll(): AtEnd {
	const steps: (() => unknown)[] = [];
	afterAll(async () => {
		const errors: unknown[] = [];
		for (const step of steps) {
			try {
				await step();
			} catch (error) {
				errors.push(error);
			}
		}
		if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('\n'));
	});
	return (end) => steps.unshift(end);
}
