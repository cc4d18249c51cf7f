import { ApiError } from '../errors.mts';
import type { UploadedFile } from '../http/countingStorage.mts';
import type { World } from '../world.mts';
import type { Endpoint } from './endpoint.mts';

/** The documented types (API pages, "Media upload"). Browsers send mp3, m4a and wav under the longer names. */
const TYPES = new Set([
	...['jpeg', 'png', 'gif', 'webp', 'svg+xml'].map((type) => `image/${type}`),
	...['mp4', 'webm', 'quicktime', 'x-msvideo'].map((type) => `video/${type}`),
	...['mpeg', 'mp3', 'wav', 'x-wav', 'ogg', 'webm', 'aac', 'm4a', 'x-m4a', 'mp4'].map(
		(type) => `audio/${type}`,
	),
]);

/**
 * `POST /media/upload`: adds a media for each file. A refused file is under `errors` while others succeed; that a single
 * file of a wrong type is answered with 400 is not documented.
 */
export const uploadMedia: Endpoint = ({ world, files }) => {
	const [first] = files;
	if (!first)
		throw new ApiError(400, 'validation_error', 'file is required: send at least one file.');
	const single = files.length === 1;
	if (single && !TYPES.has(first.mimeType)) {
		throw new ApiError(400, 'bad_request', `${first.field}: ${wrongType(first)}`);
	}
	const uploads: Record<string, object> = {};
	const errors: Record<string, string> = {};
	for (const file of files) {
		const reason = refusal(file);
		if (reason === undefined) uploads[file.field] = store(world, file);
		else errors[file.field] = reason;
	}
	const failed = Object.keys(errors).length > 0 ? { errors } : {};
	const top = single && first.field === 'file' ? uploads.file : {};
	return { status: 200, body: { ...top, uploads, ...failed } };
};

function wrongType({ mimeType }: UploadedFile): string {
	return `files of the type ${mimeType} are not accepted`;
}

/** Why a file is refused, if it is: its type, no content, or a name that requests it (README.md, "Uploads"). */
function refusal(file: UploadedFile): string | undefined {
	if (!TYPES.has(file.mimeType)) return wrongType(file);
	if (file.size === 0) return 'the file is empty';
	if (file.fileName.startsWith('refused')) return 'the file could not be read';
	return undefined;
}

function store(world: World, { mimeType, fileName, size, sha256 }: UploadedFile) {
	const media = world.addMedia({ mimeType, source: 'user_upload', fileName, size, sha256 });
	return { mediaId: media.mediaId, url: media.url, mimeType };
}
