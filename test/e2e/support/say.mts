import type { Log } from '../../../host/machine/log.mts';

/** Prints a line of progress; Jest would add to `console.log` where it was called. */
export const say: Log = (line) => {
	process.stderr.write(`${line}\n`);
};
