import type { IBinaryData, IExecuteSingleFunctions, IN8nHttpFullResponse } from 'n8n-workflow';

import { Failure } from '../api/failure';
import { sendWithRetry } from '../api/retry';
import { sanitizeUserText } from '../api/sanitize';
import { abortable, stallSignal } from '../api/time';
import { problemWith } from './fileProblem';
import { KINDS, typeOfFile } from './fileTypes';
import { FIRST_BYTES, typeOfBytes } from './firstBytes';
import { downloadFailure, IncomingFile, type DownloadProgress } from './incomingFile';
import type { RemoteFile } from './remoteFile';
import { streamOf, type Stream } from './storedContent';

type Helpers = Pick<IExecuteSingleFunctions['helpers'], 'httpRequest' | 'prepareBinaryData'>;

/** A download is given up after so many milliseconds without a byte. */
const STALL_MS = 60_000;

/** What a host answers once a signed link is too old, or the file is gone. */
const EXPIRED = [401, 403, 404, 410];

/** Refusals that may pass by themselves, as every 5xx may. */
const TRANSIENT = [408, 429];

/** Anything that is no Failure yet is what n8n's store has thrown. */
function storeFailure(file: RemoteFile, error: unknown): Failure {
	if (error instanceof Failure) return error;
	return downloadFailure(
		file,
		`n8n cannot store it: ${sanitizeUserText((error as Error).message)}`,
	);
}

/** Throws Failure unless an answer is a file. Node itself notices when less of it arrives than was announced. */
function assertFile(file: RemoteFile, { statusCode, headers }: IN8nHttpFullResponse): void {
	if (statusCode !== 200) {
		const isTransient = statusCode >= 500 || TRANSIENT.includes(statusCode);
		const advice = EXPIRED.includes(statusCode) ? 'The link may have expired' : '';
		const kind = isTransient ? 'outcomeUnknown' : 'refused';
		throw downloadFailure(file, `the host answered with HTTP ${statusCode}`, kind, advice);
	}
	if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) {
		throw downloadFailure(
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

/** Reads the beginning of a file: its first bytes, or all of a shorter one. */
async function beginningOf(chunks: AsyncGenerator<Buffer, void>): Promise<Buffer> {
	let beginning = Buffer.alloc(0);
	while (beginning.length < FIRST_BYTES) {
		const { done, value } = await chunks.next();
		if (done) break;
		beginning = Buffer.concat([beginning, value]);
	}
	return beginning;
}

async function* startingWith(beginning: Buffer, rest: AsyncGenerator<Buffer, void>) {
	yield beginning;
	yield* rest;
}

async function attempt(
	file: RemoteFile,
	helpers: Helpers,
	progress: DownloadProgress,
	signal: AbortSignal | undefined,
): Promise<IBinaryData> {
	const incoming = new IncomingFile(file, progress);
	const stalled = stallSignal(incoming, STALL_MS);
	const closing = new AbortController();
	const ends = AbortSignal.any([closing.signal, stalled, ...(signal ? [signal] : [])]);
	try {
		const response = (await incoming.fromHost(
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
		assertFile(file, response);

		const chunks = incoming.chunksOf(response);
		const beginning = await beginningOf(chunks);
		const mimeType = String(response.headers['content-type'] ?? '');
		assertKind(file, beginning, mimeType);

		const content = streamOf(response.body as Stream, startingWith(beginning, chunks));
		// A store that has failed listens to it no more, and an error that nobody listens to would end n8n.
		content.on('error', () => {});
		const stored = helpers.prepareBinaryData(content, file.fileName, mimeType);
		return await abortable(stored, ends);
	} catch (error) {
		if (stalled.aborted) throw downloadFailure(file, 'nothing came for a minute');
		throw incoming.failure ?? storeFailure(file, error);
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
