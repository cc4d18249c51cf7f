import { complaintIn, CONTENT, inMemory, useFileStore } from '../../support/files.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();
const store = useFileStore();

/** Names of files, and how each arrives. */
const NAMES: [name: string, arrives: string][] = [
	...[
		...['a "b" c.mp4', '100%; done.mp4', ' a.mp4 ', 'Überraschung 東京 🎬👩‍👩‍👧 ريادة.mp4'],
		...['a.mp4"\r\nContent-Type: html\r\nX-Evil: 1\r\n\r\nb', 'a.mp4"; name="other'],
		...['a\r\nb\nc\rd.mp4', '------n8n-nodes-wonda-a\r\n'],
		...[`${'a'.repeat(196)}.mp4`, `${'🎬'.repeat(196)}.mp4`],
	].map((name): [string, string] => [name, name]),
	// What a header cannot hold, or nobody sees.
	['a\0b.mp4', 'a_b.mp4'],
	['a\\".mp4', 'a_".mp4'],
	['a\\', 'a_'],
	['a\x01\t\x1b\x7f\x9fb.mp4', 'a_____b.mp4'],
	['a\u2028b\u2029c\u0085d.mp4', 'a_b_c_d.mp4'],
	['a\u202egpm.mp4', 'a_gpm.mp4'],
	['a\ud83cb.mp4', 'a\ufffdb.mp4'],
	['\udfacb.mp4', '\ufffdb.mp4'],
	// Names that are missing or too long.
	['', 'file.mp4'],
	[' \n ', 'file.mp4'],
	[`${'a'.repeat(197)}.mp4`, `${'a'.repeat(196)}.mp4`],
	[`${'🎬'.repeat(500_000)}.mp4`, `${'🎬'.repeat(196)}.mp4`],
	['a'.repeat(1_000_000), 'a'.repeat(200)],
	[`a.${'b'.repeat(1_000_000)}`, 'b'.repeat(200)],
	['.'.repeat(1_000_000), '.'.repeat(200)],
];

test.each([
	['in memory', async (fileName: string) => inMemory(CONTENT.mp4, { fileName })],
	['in the store', async (fileName: string) => await store(CONTENT.mp4, { fileName })],
])('a name of a file %s forges no header, and arrives as it is or safe', async (_, keep) => {
	const files = await Promise.all(NAMES.map(async ([name]) => ({ data: await keep(name) })));
	const { outputs } = await api.run('media-upload', { files });

	const kept = new Map(api.sandbox.media.map(({ mediaId, fileName }) => [mediaId, fileName]));
	const arrived = outputs[0]?.map(({ json }) => kept.get(String(json.mediaId)));
	expect(arrived).toEqual(NAMES.map(([, arrives]) => arrives));
	for (const { body, headers } of api.sent('POST')) {
		expect(headers).not.toHaveProperty('x-evil');
		expect(body).toEqual({
			files: [
				expect.objectContaining({
					field: 'file',
					mimeType: 'video/mp4',
					size: CONTENT.mp4.length,
				}),
			],
		});
	}
});

test('a file without a name is called by its type', async () => {
	const details = { fileName: '', mimeType: 'image/svg+xml' };
	await api.run('media-upload', { files: [{ data: inMemory(CONTENT.svg, details) }] });
	expect(api.sent('POST')[0]?.body).toMatchObject({ files: [{ fileName: 'file.svg' }] });
});

test('an error quotes a name on one line, of a readable length', async () => {
	const details = { mimeType: '', fileName: `a\r\n${'b'.repeat(5000)}` };
	const { error } = await api.run('media-upload', {
		files: [{ data: inMemory(CONTENT.pdf, details) }],
	});
	expect(complaintIn(error?.message)).toBe(`“data” (a ${'b'.repeat(198)}…) is a PDF document`);
});
