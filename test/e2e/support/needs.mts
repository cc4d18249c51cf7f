import type { Log } from '../../../host/log.mts';
import { chromiumCommand, postgresFolder, redisCommands } from './debian.mts';

/** What tests run beside n8n, by the names of their files. */
const NEEDS: readonly (readonly [RegExp, (log: Log) => Promise<unknown>])[] = [
	[/e2e.(editor|pictures|upgrade)\.test/, chromiumCommand],
	[/e2e.(queue.queue|calendar)\.test/, postgresFolder],
	[/e2e.(queue.queue|calendar)\.test/, redisCommands],
];

/**
 * Installs on Debian what some tests need and is not there: with a download it takes longer than a hook of a test may.
 *
 * @param tests their paths, a line each.
 */
export async function ensureNeeded(tests: string, log: Log): Promise<void> {
	for (const [files, ensure] of NEEDS) if (files.test(tests)) await ensure(log);
}
