import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';

import { asFailure } from '../failures/connection';
import { Failure } from '../failures/failure';
import type { Quote } from '../failures/quote';
import { InputFile } from '../files/inputFile';
import { forItem, type ItemRequest } from './item';
import { isId } from '../rules/values';
import { Limiter } from '../run/limiter';
import { multipart } from '../files/multipart';
import { runOf } from '../run/run';
import { sendRepeatable, type RequestSource } from './send';

/** A reason is no longer than this in a message, in characters, and a message has no more of them. */
const REASON_LENGTH = 200;
const MOST_REASONS = 3;

/** So many images of one carousel go up at once. */
const AT_ONCE = 3;

/**
 * What sends a file, made from any request of the node. It opens the file for each attempt, and closes it behind it.
 *
 * @throws Failure when n8n's store does not give the file
 */
function uploadRequest(
	{ helpers }: IExecutePaginationFunctions,
	{ options, ...request }: ItemRequest,
	file: InputFile,
): RequestSource {
	return async (attempt) => {
		const { headers, body, close } = await multipart(file, helpers).catch(({ message }: Error) => {
			throw new Failure('invalid', {
				message: `n8n cannot read it: ${message}`,
				description: 'Check that the node before still has the file.',
			});
		});
		try {
			return await attempt({
				...request,
				options: {
					...options,
					method: 'POST',
					url: '/media/upload',
					headers: { ...options.headers, ...headers },
					body: body as unknown as IDataObject,
				},
			});
		} finally {
			close();
		}
	};
}

/** The answer, if it says that the file is there; the documented `errors` map is an answer as well. */
function checkedAnswer(answer: IDataObject, quote: Quote): IDataObject {
	if (mediaIdOf(answer) !== undefined) return answer;

	const reasons = valuesOf(answer.errors).map((reason) => quote(reason, REASON_LENGTH));
	throw new Failure(reasons.length > 0 ? 'refused' : 'broken', {
		message:
			reasons.length > 0
				? `Wonda did not take the file: ${reasons.slice(0, MOST_REASONS).join('; ')}`
				: "Wonda's answer to the upload holds no media ID",
		description: 'Check the file, then run again.',
	});
}

/** What a map holds; nothing where an answer has something else in its place. */
const valuesOf = (map: unknown): unknown[] =>
	typeof map === 'object' && map !== null ? Object.values(map) : [];

/** The ID of the file that went up, where the answer names one that could be posted. */
function mediaIdOf({ mediaId, uploads }: IDataObject): string | undefined {
	const named = valuesOf(uploads).map((upload) => (upload as IDataObject | null)?.mediaId);
	return [mediaId, ...named].find(isId);
}

const REPEATABLE = 'The file may be in your media library or not; it is safe to run again.';

async function sendFile(
	loop: IExecutePaginationFunctions,
	request: ItemRequest,
	file: InputFile,
): Promise<IDataObject> {
	try {
		// An upload that is never used posts nothing, so it is safe to repeat.
		const source = uploadRequest(loop, request, file);
		const [answer] = await sendRepeatable(loop, source, { lane: 'upload' });
		const { quote } = await runOf(loop).deskFor(loop);
		return checkedAnswer(answer?.json ?? {}, quote);
	} catch (error) {
		const failure = asFailure(error);
		throw failure
			.whereBroken(REPEATABLE)
			.with({ message: `Upload of ${file} failed: ${failure.facts.message}` });
	}
}

/**
 * Uploads a file, unless this run did so already or is just doing it. One that failed may be tried again.
 *
 * @param position of the file among those of its item
 * @returns the API's answer
 * @throws Failure whose message names the file
 */
async function upload(
	loop: IExecutePaginationFunctions,
	request: ItemRequest,
	file: InputFile,
	position = 0,
): Promise<IDataObject> {
	const { uploads } = runOf(loop);
	const key = file.id ?? `${loop.getItemIndex()}/${position}`;
	const known = uploads.get(key);
	if (known) return await known;

	const current = sendFile(loop, request, file).catch((error: unknown) => {
		uploads.delete(key);
		throw asFailure(error);
	});
	uploads.set(key, current);
	return await current;
}

/** Uploads files in their order, a few at a time. After a failure no other one is begun. */
async function uploadAll(
	loop: IExecutePaginationFunctions,
	request: ItemRequest,
	files: InputFile[],
): Promise<string[]> {
	const few = new Limiter(AT_ONCE);
	const failures: Failure[] = [];
	const uploadNext = async (file: InputFile, position: number): Promise<IDataObject> => {
		if (failures.length > 0) return {};
		try {
			return await upload(loop, request, file, position);
		} catch (error) {
			failures.push(asFailure(error));
			return {};
		}
	};

	const answers = await Promise.all(
		files.map(async (file, position) => await few.run(() => uploadNext(file, position))),
	);
	const [first, ...others] = failures;
	if (first) throw others.reduce((all, { message }) => all.advising(`${message}.`), first);
	return answers.map((answer) => mediaIdOf(answer) as string);
}

/**
 * The request with media IDs in place of the files that the user named (see `fileRules`), which go up first.
 *
 * @throws Failure when one of them cannot be uploaded; nothing is posted then
 */
export async function withMediaIds(
	loop: IExecutePaginationFunctions,
	request: ItemRequest,
): Promise<ItemRequest> {
	const body: Record<string, unknown> = { ...(request.options.body as object) };
	for (const [property, value] of Object.entries(body)) {
		const files = [value].flat().filter((entry) => entry instanceof InputFile);
		if (files.length === 0) continue;
		const mediaIds = await uploadAll(loop, request, files);
		body[property] = Array.isArray(value) ? mediaIds : mediaIds[0];
	}
	return { ...request, options: { ...request.options, body: body as IDataObject } };
}

/** `pagination` hook of Media > Upload: the output is the API's answer. */
export const uploadForItem = forItem(async function (request) {
	const { file } = request.options.body as { file?: unknown };
	return [{ json: { ...(await upload(this, request, file as InputFile)) } }];
});
