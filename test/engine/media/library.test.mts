import { MEDIA } from '../../../tools/sandbox/seed.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();

const list = (parameters: Record<string, unknown> = {}) => api.run('media-get-all', { parameters });

/** What the API itself answers to a request. */
async function answer(path: string): Promise<Record<string, unknown>> {
	const response = await fetch(`${api.sandbox.baseUrl}${path}`, {
		headers: { Authorization: `Bearer ${api.sandbox.apiKey}` },
	});
	return (await response.json()) as Record<string, unknown>;
}

describe('Media > Get', () => {
	test.each([
		['from the list', { __rl: true, mode: 'list', value: MEDIA.jpegs[0] }],
		['by its ID', { __rl: true, mode: 'id', value: ` ${MEDIA.jpegs[0]}\n` }],
		['as a plain text', MEDIA.jpegs[0]],
		['by an expression', `={{ "${MEDIA.jpegs[0]}" }}`],
	])('outputs the record of the media that was chosen %s', async (_name, mediaId) => {
		const { outputs, error } = await api.run('media-get', { parameters: { mediaId } });

		expect(error).toBeUndefined();
		expect(api.sent().map(({ method, path }) => `${method} ${path}`)).toEqual([
			`GET /media/${MEDIA.jpegs[0]}`,
		]);
		const json = await answer(`/media/${MEDIA.jpegs[0]}`);
		expect(outputs[0]).toEqual([{ json, pairedItem: { item: 0 } }]);
	});

	test.each(['..', '../jobs/publish/x', 'a b', '', null])(
		'refuses the ID %j before any request',
		async (mediaId) => {
			const { error } = await api.run('media-get', { items: [{ mediaId }] });
			expect(error?.message).toMatch(/^Media ID (?:must be an ID of your library|is empty)/);
			expect(api.sent()).toEqual([]);
		},
	);

	test('says so when there is none', async () => {
		const { error } = await api.run('media-get', { items: [{ mediaId: MEDIA.unknown }] });
		expect(error?.description).toMatch(/\(not_found, HTTP 404\)/);
	});
});

describe('Media > Get Many', () => {
	const query = () => api.sent()[0]?.query;

	test('asks for 50, and outputs an item for each record', async () => {
		for (let count = 0; count < 60; count++) api.sandbox.addMedia({});
		const { outputs, error } = await list();

		expect(error).toBeUndefined();
		expect(api.sent().map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /media']);
		expect(query()).toEqual({ limit: '50' });
		const { media } = (await answer('/media?limit=50')) as { media: unknown[] };
		expect(outputs[0]).toEqual(media.map((json) => ({ json, pairedItem: { item: 0 } })));
		expect(outputs[0]).toHaveLength(50);
	});

	test.each([1, 100, '7', '={{ 3 }}'])('asks for as many as Limit says: %s', async (limit) => {
		await list({ limit });
		expect(query()).toEqual({ limit: String(limit).replace(/\D/g, '') });
	});

	test.each(['image', 'video', 'audio'])('asks for the kind %s', async (kind) => {
		const { outputs } = await list({ filters: { kind } });
		expect(query()).toEqual({ limit: '50', kind });
		for (const { json } of outputs[0] ?? []) {
			expect(String(json.mimeType).startsWith(kind)).toBe(true);
		}
	});

	test.each(['user_upload', 'model_generated', 'editor_output', 'scrape', 'import'])(
		'asks for the source %s',
		async (source) => {
			await list({ filters: { source } });
			expect(query()).toEqual({ limit: '50', source });
		},
	);
});
