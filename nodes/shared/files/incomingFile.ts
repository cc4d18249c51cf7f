import type { IN8nHttpFullResponse } from 'n8n-workflow';

import { Failure, type FailureKind } from '../api/failure';
import { faultIn } from '../api/requestFailure';
import { monotonicNow } from '../api/time';
import type { RemoteFile } from './remoteFile';
import type { Stream } from './storedContent';

/** How far a download has come. */
export interface DownloadProgress {
	/** Bytes. */
	received: number;
	/** Bytes of the whole file; NaN if the host does not say it. */
	size: number;
}

/** The failure of a download; its message names host and file name alone. */
export const downloadFailure = (
	file: RemoteFile,
	why: string,
	kind: FailureKind = 'refused',
	description = '',
) => new Failure(kind, { message: `${file} cannot be downloaded: ${why}`, description });

/** Why no answer came, or not all of it. What n8n and Node say may hold addresses, so no text of theirs is shown. */
function connectionFailure(file: RemoteFile, error: unknown): Failure {
	const { causes, code, reason } = faultIn(error);
	if (code === 'ERR_FR_TOO_MANY_REDIRECTS') {
		return downloadFailure(file, 'the host redirects again and again');
	}
	if (causes.some(({ name }) => name.startsWith('Ssrf'))) {
		return downloadFailure(file, "n8n's SSRF protection does not allow this address");
	}
	const why = reason ? 'no connection was made' : 'the connection was lost';
	return downloadFailure(
		file,
		code ? `${why} (${code})` : why,
		reason ? 'notSent' : 'outcomeUnknown',
	);
}

/** The content of a file as it arrives from its host. */
export class IncomingFile {
	/** When something last arrived, by `monotonicNow`. */
	lastProgressAt = monotonicNow();

	/** Why the host did not give all of it. */
	failure?: Failure;

	constructor(
		private readonly file: RemoteFile,
		private readonly progress: DownloadProgress,
	) {}

	/** Waits for the host. Throws Failure, and notes it. */
	async fromHost<T>(work: Promise<T>): Promise<T> {
		return await work.catch((error: unknown) => {
			throw (this.failure = connectionFailure(this.file, error));
		});
	}

	/** The chunks of an answer. Throws Failure, and notes it, unless all of it arrives. */
	async *chunksOf({ body, headers }: IN8nHttpFullResponse): AsyncGenerator<Buffer, void> {
		const { file, progress } = this;
		Object.assign(progress, { received: 0, size: Number(headers['content-length']) });
		const chunks = (body as Stream)[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
		for (let next = await this.fromHost(chunks.next()); !next.done; ) {
			this.lastProgressAt = monotonicNow();
			progress.received += next.value.length;
			yield next.value;
			next = await this.fromHost(chunks.next());
		}
		// Of a compressed file that was cut, Node makes a shorter one; the length that was announced is the compressed one.
		if (progress.size >= 0 && progress.size !== progress.received) {
			throw (this.failure = downloadFailure(
				file,
				'the host compresses it, so a truncated file could go unnoticed',
			));
		}
	}
}
