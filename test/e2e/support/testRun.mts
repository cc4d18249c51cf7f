import type { Log } from '../../../tools/n8n/machine/log.mts';
import type { PackedNode } from '../../../tools/n8n/package.mts';

/** The package as the run packed it, which outlives any one file of tests. */
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

/**
 * Ends everything, one after the other, where a step fails as well.
 *
 * @throws what the steps threw.
 */
export async function endAll(steps: readonly (() => unknown)[]): Promise<void> {
	const errors: unknown[] = [];
	for (const step of steps) {
		try {
			await step();
		} catch (error) {
			errors.push(error);
		}
	}
	if (errors.length === 1) throw errors[0];
	if (errors.length > 1) throw new AggregateError(errors, errors.map(String).join('\n'));
}

/** Whether no test of this file and no hook has failed or been left out so far; the environment of the tests tells. */
export function allHavePassed(): boolean {
	return (globalThis as { hasAllPassed?: boolean }).hasAllPassed === true;
}
