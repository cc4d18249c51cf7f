import type { IBinaryData, IExecuteSingleFunctions, IN8nHttpFullResponse } from 'n8n-workflow';

import { Failure, type FailureKind } from '../api/failure';
import { faultIn } from '../api/requestFailure';
import { sendWithRetry } from '../api/retry';
import { sanitizeUserText } from '../api/sanitize';
import { abortable, monotonicNow, stallSignal } from '../api/time';
import { problemWith } from './fileProblem';
import { KINDS, typeOfFile } from './fileTypes';
import { FIRST_BYTES, typeOfBytes } from './firstBytes';
import type { RemoteFile } from './remoteFile';
import { streamOf, type Stream } from './storedContent';

type Helpers = Pick<IExecuteSingleFunctions['helpers'], 'httpRequest' | 'prepareBinaryData'>;

/** How far a download has come. */
export interface DownloadProgress {
	/** Bytes. */
	received: number;
	/** Bytes of the whole file; NaN if the host does not say it. */
	size: number;
}

/** A download is given up after so many milliseconds without a byte. */
const STALL_MS = 60_000;

/** What a host answers once a signed link is too old, or the file is gone. */
const EXPIRED = [401, 403, 404, 410];

/** Refusals that may pass by themselves, as every 5xx may. */
const TRANSIENT = [408, 429];

const failed = (file: RemoteFile, why: string, kind: FailureKind = 'refused', description = '') =>
	new Failure(kind, { message: `${file} cannot be downloaded: ${why}`, description });

/** Why no answer came, or not all of it. What n8n and Node say may hold addresses, so no text of theirs is shown. */
function connectionFailure(file: RemoteFile, error: unknown): Failure {
	const { causes, code, reason } = faultIn(error);
	if (code === 'ERR_FR_TOO_MANY_REDIRECTS') {
		return failed(file, 'the host redirects again and again');
	}
	if (causes.some(({ name }) => name.startsWith('Ssrf'))) {
		return failed(file, "n8n's SSRF protection does not allow this address");
	}
	const why = reason ? 'no connection was made' : 'the connection was lost';
	return failed(file, code ? `${why} (${code})` : why, reason ? 'notSent' : 'outcomeUnknown');
}

/** Anything that is no Failure yet is what n8n's store has thrown. */
function storeFailure(file: RemoteFile, error: unknown): Failure {
	if (error instanceof Failure) return error;
	return failed(file, `n8n cannot store it: ${sanitizeUserText((error as Error).message)}`);
}

/** Throws Failure unless an answer is a file. Node itself notices when less of it arrives than was announced. */
function assertFile(file: RemoteFile, { statusCode, headers }: IN8nHttpFullResponse): void {
	if (statusCode !== 200) {
		const isTransient = statusCode >= 500 || TRANSIENT.includes(statusCode);
		const advice = EXPIRED.includes(statusCode) ? 'The link may have expired' : '';
		const kind = isTransient ? 'outcomeUnknown' : 'refused';
		throw failed(file, `the host answered with HTTP ${statusCode}`, kind, advice);
	}
	if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) {
		throw failed(
			file,
			"the host does not state the file's size, so a truncated file could go unnoticed",
		);
	}
}

/** Throws Failure unless the first bytes of a file show that its field takes it. */
function assertKind(file: RemoteFile, beginning: Buffer, mimeType: string): void {
	const { fileName, kind } = file;
	const bytes = beginning.subarray(0, FIRST_BYTES);
	const size = beginning.length;
	// A host may call anything a video.
	const type = typeOfBytes(bytes) && typeOfFile({ bytes, size, mimeType, fileName });
	const problem = problemWith(file, { type, size }, kind);
	if (!problem) return;
	const advice = [
		type === 'text/html' && 'Enter the link to the file itself, not to a page that shows it',
		problem.isWrongType && `This field takes ${KINDS[kind].words}`,
	];
	const description = advice.filter(Boolean).join('. ');
	throw new Failure('refused', { message: problem.sentence, description });
}

async function attempt(
	file: RemoteFile,
	helpers: Helpers,
	progress: DownloadProgress,
	signal: AbortSignal | undefined,
): Promise<IBinaryData> {
	const flow = { lastProgressAt: monotonicNow() };
	const stalled = stallSignal(flow, STALL_MS);
	const closing = new AbortController();
	const ends = AbortSignal.any([closing.signal, stalled, ...(signal ? [signal] : [])]);
	let lost: Failure | undefined;
	const fromHost = async <T>(work: Promise<T>): Promise<T> =>
		await work.catch((error: unknown) => {
			throw (lost = connectionFailure(file, error));
		});
	try {
		const response = (await fromHost(
			helpers.httpRequest({
				url: file.key,
				headers: { Accept: '*/*', 'Accept-Encoding': 'identity' },
				encoding: 'stream',
				timeout: 0,
				abortSignal: ends,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
			}),
		)) as IN8nHttpFullResponse;
		const { body, headers } = response;
		const content = body as Stream;
		assertFile(file, response);

		const chunks = content[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
		Object.assign(progress, { received: 0, size: Number(headers['content-length']) });
		const nextChunk = async (): Promise<Buffer | undefined> => {
			const { done, value } = await fromHost(chunks.next());
			if (done) {
				// Of a compressed file that was cut, Node makes a shorter one; the length that was announced is the compressed one.
				const isCompressed = progress.size >= 0 && progress.size !== progress.received;
				if (isCompressed) {
					throw (lost = failed(
						file,
						'the host compresses it, so a truncated file could go unnoticed',
					));
				}
				return undefined;
			}
			flow.lastProgressAt = monotonicNow();
			progress.received += value.length;
			return value;
		};
		let beginning = Buffer.alloc(0);
		let chunk = await nextChunk();
		for (; chunk && beginning.length < FIRST_BYTES; chunk = await nextChunk()) {
			beginning = Buffer.concat([beginning, chunk]);
		}
		const mimeType = String(headers['content-type'] ?? '');
		assertKind(file, beginning, mimeType);

		const whole = async function* () {
			yield beginning;
			for (; chunk; chunk = await nextChunk()) yield chunk;
		};
		const stream = streamOf(content, whole());
		// A store that has failed listens to it no more, and an error that nobody listens to would end n8n.
		stream.on('error', () => {});
		const stored = helpers.prepareBinaryData(stream, file.fileName, mimeType);
		return await abortable(stored, ends);
	} catch (error) {
		if (stalled.aborted) throw failed(file, 'nothing came for a minute');
		throw lost ?? storeFailure(file, error);
	} finally {
		// Ending the stream alone would leave the connection open.
		closing.abort();
	}
}

/**
 * Downloads a file into n8n's store, as a stream, without the API key and without the node's Request Options. n8n's request
 * helper applies n8n's proxy and its SSRF protection, and follows redirects. Transient failures are retried.
 *
 * @throws Failure whose message names host and file name alone: the host did not give the whole file, gave one that the field
 * does not take, or n8n could not store it; any Failure once the execution was stopped
 */
export async function download(
	file: RemoteFile,
	helpers: Helpers,
	progress: DownloadProgress,
	signal: AbortSignal | undefined,
): Promise<IBinaryData> {
	return await sendWithRetry(async () => await attempt(file, helpers, progress, signal), signal);
}
