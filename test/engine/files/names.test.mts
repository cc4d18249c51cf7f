import { complaintIn, CONTENT, inMemory, useFileStore } from '../../support/files.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();
const store = useFileStore();

interface Sent {
	field: string;
	fileName: string;
	mimeType: string;
	size: number;
}

/** What arrived for a file with a name: always one file, whose type and content are its own. */
async function nameSent(fileName: string, stored = false): Promise<string | undefined> {
	const details = { fileName, mimeType: 'video/mp4' };
	const { error } = await api.run('media-upload', {
		files: [{ data: stored ? await store(CONTENT.mp4, details) : inMemory(CONTENT.mp4, details) }],
	});
	expect(error).toBeUndefined();
	const { files } = api.sent('POST')[0]?.body as { files: Sent[] };
	expect(files).toEqual([
		expect.objectContaining({ field: 'file', mimeType: 'video/mp4', size: CONTENT.mp4.length }),
	]);
	expect(api.sent('POST')[0]?.headers).not.toHaveProperty('x-evil');
	return files[0]?.fileName;
}

describe('A name of a file arrives as it is', () => {
	test.each([
		['quotes', 'a "b" c.mp4'],
		['an end of its header', 'a.mp4"\r\nContent-Type: html\r\nX-Evil: 1\r\n\r\nb'],
		['another parameter', 'a.mp4"; name="other'],
		['line breaks', 'a\r\nb\nc\rd.mp4'],
		['a boundary', '------n8n-nodes-wonda-a\r\n'],
		['characters of many scripts', 'Überraschung 東京 🎬👩‍👩‍👧 ريادة.mp4'],
		['200 characters', `${'a'.repeat(196)}.mp4`],
		['200 characters of two halves each', `${'🎬'.repeat(196)}.mp4`],
		['blanks around it', ' a.mp4 '],
	])('with %s', async (_, fileName) => {
		expect(await nameSent(fileName)).toBe(fileName);
		api.sandbox.reset();
		expect(await nameSent(fileName, true)).toBe(fileName);
	});
});

describe('A name of a file is made one', () => {
	test.each([
		['NUL', 'a\0b.mp4', 'a_b.mp4'],
		['a backslash before a quote', 'a\\".mp4', 'a_".mp4'],
		['a backslash before its end', 'a\\', 'a_'],
		['other control characters', 'a\x01\t\x1b\x7f\x9fb.mp4', 'a_____b.mp4'],
		['separators of lines', 'a\u2028b\u2029c\u0085d.mp4', 'a_b_c_d.mp4'],
		['marks of direction', 'a\u202egpm.mp4', 'a_gpm.mp4'],
		['the first half of a character', 'a\ud83cb.mp4', 'a\ufffdb.mp4'],
		['the second half of a character', '\udfacb.mp4', '\ufffdb.mp4'],
		['no characters', '', 'file.mp4'],
		['blanks only', ' \n ', 'file.mp4'],
		['201 characters', `${'a'.repeat(197)}.mp4`, `${'a'.repeat(196)}.mp4`],
		['a million characters', `${'🎬'.repeat(500_000)}.mp4`, `${'🎬'.repeat(196)}.mp4`],
		['a million characters and no extension', 'a'.repeat(1_000_000), 'a'.repeat(200)],
		['an endless extension', `a.${'b'.repeat(1_000_000)}`, `a.${'b'.repeat(198)}`],
		['a million points', '.'.repeat(1_000_000), '.'.repeat(200)],
	])('from %s', async (_, fileName, sent) => {
		expect(await nameSent(fileName)).toBe(sent);
	});
});

describe('A MIME type of an item forges no header', () => {
	test.each([
		['a line break', 'video/mp4\r\nX-Evil: 1', 'video/mp4 x-evil: 1'],
		['NUL', 'video/mp4\0', 'video/mp4'],
		['a quote', 'video/mp4"', 'video/mp4"'],
		['a million characters', `video/${'a'.repeat(1_000_000)}`, `video/${'a'.repeat(194)}…`],
	])('with %s: refused, in a message of one line', async (_, mimeType, shown) => {
		const { error } = await api.run('media-upload', {
			files: [{ data: inMemory(CONTENT.mp4, { mimeType }) }],
		});
		expect(complaintIn(error?.message)).toBe(`names “data” (clip.mp4), which is ${shown}`);
		expect(api.sent()).toEqual([]);
	});

	test('what follows a semicolon is not sent', async () => {
		const { error } = await api.run('media-upload', {
			files: [{ data: inMemory(CONTENT.mp4, { mimeType: 'video/mp4;\r\nX-Evil: 1' }) }],
		});
		expect(error).toBeUndefined();
		const { files } = api.sent('POST')[0]?.body as { files: Sent[] };
		expect(files).toEqual([expect.objectContaining({ mimeType: 'video/mp4' })]);
	});
});

test('an error quotes a name on one line, of a readable length', async () => {
	const { error } = await api.run('media-upload', {
		files: [
			{ data: inMemory(CONTENT.pdf, { mimeType: '', fileName: `a\r\n${'b'.repeat(5000)}` }) },
		],
	});
	expect(complaintIn(error?.message)).toBe(
		`names “data” (a ${'b'.repeat(198)}…), which is application/pdf`,
	);
});
