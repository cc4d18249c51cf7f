import { runInThisContext } from 'node:vm';

import type { Broken } from './broken.mts';

/** Node's own process: what Jest gives to tests is a copy, which hears of no rejection. */
const realProcess = runInThisContext('process') as NodeJS.Process;

/** Rejections that nobody handled at once, while something is done: they would end n8n, whoever handles them later. */
export async function rejectionsDuring(work: () => Promise<void>): Promise<Broken[]> {
	const rejections: Broken[] = [];
	const note = (reason: unknown) =>
		rejections.push({
			promise: 'no rejection that nobody handles',
			what: String((reason as Error)?.stack ?? reason),
		});
	realProcess.on('unhandledRejection', note);
	try {
		await work();
	} finally {
		realProcess.off('unhandledRejection', note);
	}
	return rejections;
}
