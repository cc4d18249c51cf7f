import { readFileSync, writeFileSync } from 'node:fs';

const MEGABYTE = 1024 * 1024;
const SAMPLE_MS = 2;

/**
 * Runs work and says how much more memory the process held at its peak than just before, garbage collected.
 *
 * @returns megabytes of resident memory: Linux tells the peak itself, elsewhere it is sampled
 */
export async function peakOf(work: () => Promise<unknown>): Promise<number> {
	// Twice: what only a finalizer held goes with the second one.
	globalThis.gc?.();
	globalThis.gc?.();
	const before = process.memoryUsage.rss();
	const peak = watchPeak();
	await work();
	return (peak() - before) / MEGABYTE;
}

function watchPeak(): () => number {
	if (resetPeak()) return kernelPeak;
	let highest = 0;
	const sample = () => {
		highest = Math.max(highest, process.memoryUsage.rss());
	};
	const timer = setInterval(sample, SAMPLE_MS);
	return () => {
		sample();
		clearInterval(timer);
		return highest;
	};
}

/** Makes Linux forget the process's highest memory so far (proc(5), clear_refs). Out: whether it did. */
function resetPeak(): boolean {
	try {
		writeFileSync('/proc/self/clear_refs', '5');
		return true;
	} catch {
		return false;
	}
}

function kernelPeak(): number {
	const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
	return Number(kilobytes) * 1024;
}
