import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api/answers';
import type { ApiClient } from '../api/client';
import { Failure } from '../api/failure';
import { rememberUpload } from '../api/mediaLibrary';
import { asFailure } from '../api/requestFailure';
import { sendWithRetry } from '../api/retry';
import { Semaphore } from '../api/semaphore';
import { once } from '../execution/executionState';
import { BinaryFile } from '../files/binaryFile';
import { openMultipart, type MultipartBody } from '../files/multipartBody';
import { RemoteFile } from '../files/remoteFile';
import type { RequestOptions } from '../validation/requestOptions';
import { isId } from '../validation/values';
import type { Item, ItemWork } from './item';
import { bytesOf, withProgress } from './progress';

/** Images of one carousel that are uploaded at once. */
const MAX_CONCURRENT_IMAGES = 3;

/** The service may transcode a file before it answers. There is no limit to how long sending it takes. */
const ANSWER_TIMEOUT_MS = 60 * 60 * 1000;

/** A reason is no longer than this in a message, in characters, and a message has no more of them. */
const REASON_LENGTH = 200;
const MAX_REASONS = 3;

const IDEMPOTENT =
	'The file may or may not be in your media library; uploading it again posts nothing.';

const valuesIn = (map: unknown): unknown[] => (isObject(map) ? Object.values(map) : []);

/** The ID of the uploaded file, if an answer names one that could be posted. */
function mediaIdIn({ mediaId, uploads }: IDataObject): string | undefined {
	const named = valuesIn(uploads).map((upload) => (upload as IDataObject | null)?.mediaId);
	return [mediaId, ...named].find(isId);
}

/** Throws Failure for an answer that does not say that the file is there; the documented `errors` map is an answer as well. */
function assertUploaded(answer: IDataObject, { sanitize }: ApiClient): void {
	const mediaId = mediaIdIn(answer);
	if (mediaId !== undefined) return rememberUpload(mediaId);

	const reasons = valuesIn(answer.errors).map((reason) => sanitize(reason, REASON_LENGTH));
	throw new Failure(reasons.length > 0 ? 'refused' : 'outcomeUnknown', {
		message:
			reasons.length > 0
				? `Wonda did not take the file: ${reasons.slice(0, MAX_REASONS).join('; ')}`
				: "Wonda's answer to the upload holds no media ID",
		description: 'Check the file, then run again.',
	});
}

/** Sends a file, again after transient failures: an upload that is never used posts nothing. */
async function sendFile(item: Item, file: BinaryFile): Promise<IDataObject> {
	const { client, context, owner, signal } = item;
	const { timeout } = context.getNodeParameter('requestOptions', {}) as RequestOptions;
	let opened: MultipartBody | undefined;
	const openBody = async () => (opened = await openMultipart(file, context.helpers, signal));
	const attempt = async () =>
		await client.sendForObject(
			{
				kind: 'upload',
				method: 'POST',
				path: '/media/upload',
				openBody,
				timeoutMs: Number(timeout) || ANSWER_TIMEOUT_MS,
			},
			{ owner },
		);
	// A file that was sent whole and got no answer, or one of success, may be there: sent again, it may be there once more.
	const mayRetry = ({ kind, facts }: Failure) => {
		if (kind === 'notSent') return true;
		if (facts.httpStatus !== undefined) return facts.httpStatus >= 300;
		return !opened?.wasSentWhole && !opened?.failure;
	};
	const doing = () =>
		`${file} ${opened ? `is being uploaded: ${bytesOf(opened.sent, opened.size)}` : 'waits for its upload'}`;
	try {
		const answer = await withProgress(item, doing, sendWithRetry(attempt, signal, mayRetry));
		assertUploaded(answer, client);
		return answer;
	} catch (error) {
		// A file that cannot be read to its end looks like a broken connection to the HTTP library.
		const failure = (opened?.failure ?? asFailure(error)).ifOutcomeUnknown(IDEMPOTENT);
		throw failure.with({ message: `Upload of ${String(file)} failed: ${failure.facts.message}` });
	}
}

/** Uploads a file, unless this execution did so already, or is doing so. One that failed may be tried again. */
const uploadOnce = async (item: Item, file: BinaryFile, key: string) =>
	await once(
		item.state.uploads,
		`${item.client.account}/${key}`,
		async () => await sendFile(item, file),
	);

/** Uploads files in their order, a few at a time. After a failure no other one is begun. Returns their media IDs. */
async function uploadAll(item: Item, files: BinaryFile[]): Promise<string[]> {
	const semaphore = new Semaphore(MAX_CONCURRENT_IMAGES);
	const failures: Failure[] = [];
	const uploadNext = async (file: BinaryFile, position: number) => {
		if (failures.length > 0) return undefined;
		try {
			const key = file.key ?? `${item.index}/${position}`;
			return mediaIdIn(await uploadOnce(item, file, key));
		} catch (error) {
			failures.push(asFailure(error));
			return undefined;
		}
	};

	const mediaIds = await Promise.all(
		files.map(async (file, position) => await semaphore.run(() => uploadNext(file, position))),
	);
	const [first, ...others] = failures;
	if (first) throw others.reduce((all, { message }) => all.advising(`${message}.`), first);
	return mediaIds as string[];
}

/** Uploads the files among the values of an item's body. Returns the body with media IDs in their place; throws Failure. */
export async function uploadFiles(item: Item): Promise<IDataObject> {
	const body: Record<string, unknown> = { ...item.request.body };
	for (const [property, value] of Object.entries(body)) {
		const files = [value].flat().filter((entry) => entry instanceof BinaryFile);
		if (files.length === 0) continue;
		const mediaIds = await uploadAll(item, files);
		body[property] = Array.isArray(value) ? mediaIds : mediaIds[0];
	}
	return body as IDataObject;
}

/** Media > Upload: the output is the API's answer. */
export const upload: ItemWork = async (item) => {
	const { file } = item.request.body as unknown as { file: BinaryFile };
	const key = file instanceof RemoteFile ? file.key : `item ${item.index}`;
	return [{ ...(await uploadOnce(item, file, key)) }];
};
