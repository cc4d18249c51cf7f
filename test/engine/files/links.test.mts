import { createHash } from 'node:crypto';
import path from 'node:path';

import { ACCOUNTS } from '../../../tools/sandbox/seed.mts';
import { MP4_BEGINNING } from '../../../tools/sandbox/fileHost.mts';
import { useFileStore } from '../../support/files.mts';
import { publisherOf } from '../../support/links.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { useLeapingTime } from '../../support/time.mts';

const api = useSandbox({}, useLeapingTime());
const publish = publisherOf(api);
useFileStore();

const link = (name: string) => api.sandbox.fileUrl(name);
const fetched = () => api.sandbox.fileHost.requests;
const uploaded = () => api.sandbox.media.filter(({ source }) => source === 'user_upload');
const sentTo = (path: string) => api.sent('POST').filter((request) => request.path === path).length;

const BYTES = 200_000;
const CONTENT = Buffer.concat([MP4_BEGINNING, Buffer.alloc(BYTES - MP4_BEGINNING.length)]);

test.each([
	['a host that says its length', ''],
	['a host that does not', 'chunked/'],
	['a redirect', 'redirect/'],
	['a redirect to another origin', 'elsewhere/'],
	['a host that compresses for whoever asks for it', 'gzip/'],
	['a slow host', 'slow/'],
])('a file of %s arrives whole, with its name, type and length', async (_, how) => {
	const fileUrl = link(`${how}a%20clip.mp4?bytes=${String(BYTES)}&pauseMs=10`);
	const { error } = await api.run('media-upload', { parameters: { source: 'url', fileUrl } });

	expect(error).toBeUndefined();
	expect(api.sent('POST').map(({ body }) => body)).toEqual([
		{
			files: [
				{
					field: 'file',
					fileName: 'a clip.mp4',
					mimeType: 'video/mp4',
					size: BYTES,
					sha256: createHash('sha256').update(CONTENT).digest('hex'),
				},
			],
		},
	]);
});

test.each(['video-publish', 'video-schedule'])(
	'a link is posted at once, with the ID of its file: %s',
	async (workflow) => {
		const { outputs, error } = await api.run(workflow, {
			parameters: { source: 'url', fileUrl: ` ${link('clip.mp4')}\n`, waitForCompletion: false },
		});

		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject({
			mediaId: uploaded()[0]?.mediaId,
			outputJobId: api.sandbox.posts[0]?.outputJobId,
		});
	},
);

test.each(['نامه\u200cای.mp4', '6.30\u202fPM.mp4', '👩\u200d🍳.mp4', 'a\u00a0b.mp4'])(
	'what has no width, or another width, within a link names another file: %j',
	async (name) => {
		const fileUrl = `\u202a\u200b${link('NAME').replace('NAME', name)}\u00a0`;
		const { error } = await api.run('media-upload', { parameters: { source: 'url', fileUrl } });

		expect(error).toBeUndefined();
		expect(uploaded().map(({ fileName }) => fileName)).toEqual([name]);
	},
);

const IMAGES = ['b.jpg', 'w_300,h_200/a.jpg', 'c.jpg'];

test.each<[string, () => string]>([
	['links between commas', () => IMAGES.map(link).join(', ')],
	['links between commas alone', () => IMAGES.map(link).join()],
	['links on lines of their own', () => `${IMAGES.map(link).join('\n')}\n`],
	['a JSON array', () => JSON.stringify(IMAGES.map(link))],
	['an array', () => `={{ ${JSON.stringify(IMAGES.map(link))} }}`],
])('a carousel takes %s, in their order', async (_, fileUrls) => {
	const { error } = await api.run('carousel-publish', {
		parameters: { source: 'url', fileUrls: fileUrls() },
	});

	expect(error).toBeUndefined();
	const names = new Map(uploaded().map(({ mediaId, fileName }) => [mediaId, fileName]));
	expect(api.sandbox.posts[0]?.mediaIds.map((id) => names.get(id))).toEqual(
		IMAGES.map((name) => path.basename(name)),
	);
});

test('the link of several items is fetched and uploaded once: a video for several accounts', async () => {
	const { tiktokAccountId } = api.sandbox.addAccount();
	const accounts = [ACCOUNTS.studio, tiktokAccountId];
	const { error } = await api.run('video-publish', {
		items: accounts.map((account) => ({ account })),
		parameters: {
			source: 'url',
			fileUrl: link('clip.mp4'),
			waitForCompletion: false,
			tiktokAccountId: { __rl: true, mode: 'id', value: '={{ $json.account }}' },
		},
	});

	expect(error).toBeUndefined();
	expect([fetched().length, sentTo('/media/upload')]).toEqual([1, 1]);
	expect(api.sandbox.posts.map((post) => post.tiktokAccountId).sort()).toEqual(accounts.sort());
});

test('a link is the same with an anchor, or with an empty query', async () => {
	const links = ['', '#t=1', '?'].map((end) => `${link('clip.mp4')}${end}`);
	const { error } = await publish(links, { parameters: { caption: 'Same' } });

	expect(error?.message).toBe('2 of 3 items cannot be sent, so nothing was sent');
	expect(fetched().length).toBeLessThanOrEqual(1);
});

test('the host gets neither the API key nor the Request Options, which are for the API', async () => {
	const { error } = await publish([link('elsewhere/clip.mp4')], {
		parameters: { requestOptions: { proxy: 'http://127.0.0.1:9' } },
	});

	expect(error?.message).toMatch(/^Upload of .* failed: Wonda could not be reached$/);
	expect(fetched().map(({ sentWhole }) => sentWhole)).toEqual([true, true]);
	expect(JSON.stringify(fetched())).not.toContain(api.sandbox.apiKey.replace('sk_', ''));
	expect(fetched().map(({ headers }) => headers['accept-encoding'])).toEqual(
		Array(2).fill('identity'),
	);
});

describe('Before any request', () => {
	const EMPTY = 'is empty; enter the address of the file';
	const SCHEME = 'must begin with http:// or https://, but is';

	test.each<[string, unknown, string]>([
		['nothing', undefined, EMPTY],
		['blanks', ' \n', EMPTY],
		['an object', { url: 'https://example.com/a.mp4?sig=1' }, 'must be an address, as text'],
		['a word', 'clip', `${SCHEME} “clip”`],
		['an address without its scheme', 'example.com/a.mp4', `${SCHEME} “example.com/a.mp4”`],
		['a path', '/etc/passwd', `${SCHEME} “/etc/passwd”`],
		['file:', 'file:///etc/passwd', `${SCHEME} “file:///etc/passwd”`],
		['ftp:', 'ftp://u:pw@example.com/a.mp4?sig=1', `${SCHEME} “example.com/a.mp4”`],
		['data:', 'data:video/mp4;base64,AAAA', `${SCHEME} “data:video/mp4;base64,AAAA”`],
		['a host that is none', 'https://?sig=1', 'must be a valid address, but is “https://”'],
		['two ports', 'http://a:1:8/b', 'must be a valid address, but is “http://a:1:8/b”'],
		...[', ', '\n', ' ', ';', '?v=1, ', '?v=1，', '?v=1、', '?v=1<br>'].map(
			(between): [string, string, string] => [
				`two links with ${JSON.stringify(between)} between them`,
				`https://example.com/a.mp4${between}https://example.com/b.mp4`,
				'takes one address, but has several',
			],
		),
		['a link on two lines', 'https://example.com/a\nb.mp4', 'takes one address, but has several'],
		[
			'a user and a password',
			'https://user:pw@example.com/a.mp4',
			'must not contain a user name or a password',
		],
	])('%s is refused as a link', async (_, value, problem) => {
		const { error } = await publish([value]);

		expect(error?.message).toBe(`File URL ${problem}`);
		expect(api.sent()).toEqual([]);
	});

	test.each<[string, string, string]>([
		['nothing', '={{ "" }}', 'is empty; enter the addresses of 2 to 35 images'],
		['one', 'http://a.test/1.jpg', 'takes 2 to 35 images, but has 1'],
		['36', `={{ Array(36).fill("http://a.test/1.jpg") }}`, 'takes 2 to 35 images, but has 36'],
		['a gap', 'http://a.test/1.jpg,,http://a.test/2.jpg', 'has nothing at position 2'],
		['a word', 'http://a.test/1.jpg, b', `at position 2 ${SCHEME} “b”`],
		[
			'a full-width comma between links',
			'http://a.test/1.jpg?v=1，http://a.test/2.jpg?v=1,http://a.test/3.jpg',
			'at position 1 takes one address, but has several',
		],
		[
			'two links in one entry',
			'={{ ["http://a.test/1.jpg\\nhttp://a.test/2.jpg", "http://a.test/3.jpg"] }}',
			'at position 1 takes one address, but has several',
		],
		[
			'an object',
			'={{ { url: "http://a.test/1.jpg" } }}',
			'must be a list of addresses: an array, or separated by commas or new lines',
		],
	])('%s is refused as the links of a carousel', async (_, fileUrls, problem) => {
		const { error } = await api.run('carousel-publish', {
			parameters: { source: 'url', fileUrls },
		});

		expect(error?.message).toBe(`File URLs ${problem}`);
		expect(api.sent()).toEqual([]);
	});

	test('the cover index is held against the number of links', async () => {
		const { error } = await api.run('carousel-publish', {
			parameters: {
				source: 'url',
				fileUrls: IMAGES.map(link).join(),
				additionalFields: { coverIndex: 3 },
			},
		});

		expect(error?.message).toBe('Cover Index must be the index of an image, 0 to 2, but is 3');
		expect(fetched()).toEqual([]);
	});

	test('a link that contains the API key is refused, and so not fetched', async () => {
		const { error } = await publish([`${link('clip.mp4')}?key=${api.sandbox.apiKey}`]);

		expect(error?.message).toBe('File URL contains the API key; remove it');
		expect(fetched()).toEqual([]);
	});

	test('what else is wrong with an item keeps its link from being fetched', async () => {
		const { error } = await publish([link('clip.mp4')], {
			parameters: { privacyLevel: 'EVERYONE!' },
		});

		expect(error?.message).toContain('Privacy Level must be');
		expect(fetched()).toEqual([]);
	});
});
