import type { Media } from './media.mts';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string' && value !== '';
const amount: Check = (value) => typeof value === 'number' && value >= 0;
const oneOf =
	(...words: string[]): Check =>
	(value) =>
		words.includes(value as string);

const PARTS: Record<keyof Media, Check> = {
	mediaId: text,
	mimeType: (value) => /^(image|video|audio)\/./.test(String(value)),
	source: oneOf('user_upload', 'model_generated', 'editor_output', 'scrape', 'import'),
	storage: oneOf('gcs', 's3'),
	url: text,
	createdAt: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
	size: amount,
	durationMs: amount,
	outcome: (value) => typeof value === 'object' && value !== null,
	fileName: text,
	sha256: text,
};

/** `input` as parts of a media; throws a TypeError that names the first unknown or wrong one. */
export function parseMedia(input: unknown = {}): Partial<Media> {
	if (typeof input !== 'object' || input === null || Array.isArray(input)) {
		throw new TypeError('A media is a JSON object');
	}
	for (const [name, value] of Object.entries(input)) {
		if (!Object.hasOwn(PARTS, name)) throw new TypeError(`A media has no ${name}`);
		if (!PARTS[name as keyof Media](value)) {
			throw new TypeError(`Not a value for ${name} of a media: ${JSON.stringify(value)}`);
		}
	}
	return input as Partial<Media>;
}
