/** More than the media library can show: a file that was uploaded longer ago is no longer in its list. */
const MAX_REMEMBERED = 10_000;

const uploaded = new Set<string>();

/** Remembers a file that this n8n process has uploaded, so that the trigger does not take it for new media. */
export function rememberUpload(mediaId: string): void {
	uploaded.add(mediaId);
	if (uploaded.size <= MAX_REMEMBERED) return;
	const [oldest] = uploaded;
	uploaded.delete(String(oldest));
}

/** Whether this n8n process has uploaded a file. */
export const wasUploadedHere = (mediaId: unknown): boolean => uploaded.has(String(mediaId));
