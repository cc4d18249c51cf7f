import type { Failure } from '../api/failure';
import { asFailure } from '../api/requestFailure';
import { once } from '../execution/executionState';
import { download } from '../files/download';
import { RemoteFile } from '../files/remoteFile';
import type { Item } from './item';
import { bytesOf, withProgress } from './progress';

/** Downloads a file, unless this execution did so already, or is doing so. Returns why it could not. */
async function downloadOnce(item: Item, file: RemoteFile): Promise<Failure | undefined> {
	const { context, state, signal } = item;
	const progress = { received: 0, size: NaN };
	const doing = () => `${file} is being downloaded: ${bytesOf(progress.received, progress.size)}`;
	const work = async () =>
		await withProgress(item, doing, download(file, context.helpers, progress, signal));
	try {
		const stored = await once(
			state.downloads,
			file.key,
			async () => await state.downloading.run(work),
		);
		file.keep(stored);
		return undefined;
	} catch (error) {
		return asFailure(error);
	}
}

/**
 * Downloads the files of an item that are links, once in an execution. Returns what is wrong with them, as sentences, the last one
 * without its full stop; undefined if nothing is.
 */
export async function downloadProblem(item: Item): Promise<string | undefined> {
	const files = Object.values<unknown>(item.request.body ?? {})
		.flat()
		.filter((value) => value instanceof RemoteFile);
	const results = await Promise.all(files.map(async (file) => await downloadOnce(item, file)));
	const failures = results.filter((failure) => failure !== undefined);
	if (failures.length === 0) return undefined;
	const advice = failures.map(({ facts }) => facts.description).filter(Boolean);
	return [...failures.map(({ message }) => message), ...new Set(advice)].join('. ');
}
