import { once } from 'node:events';

import type { Child } from '../../../host/machine/processes.mts';

/**
 * Ends a process with a signal.
 *
 * @param signal `SIGKILL` is how the system ends it when it runs out of memory: at once, and without a word to it.
 * @returns its exit code, or null where the signal ended it.
 */
export async function end(child: Child, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
	const closed = once(child, 'close') as Promise<[number | null]>;
	child.kill(signal);
	const [code] = await closed;
	return code;
}
