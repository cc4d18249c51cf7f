import { useAnswering } from '../../support/answering.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { activated, errorOf, idsIn, TriggeredWorkflow } from '../../support/trigger.mts';

useLeapingTime();
const api = useSandbox();
const service = useAnswering();

const credential = () => ({ apiKey: api.sandbox.apiKey, baseUrl: api.sandbox.baseUrl });
const workflow = (parameters = {}) => new TriggeredWorkflow(credential(), parameters);
const active = async (parameters = {}) => await activated(credential(), parameters);

/** Answers the next list with this. */
const show = (json: unknown) => api.sandbox.faults.add({ kind: 'status', status: 200, json });

/** Files of which the API says nothing but their IDs. */
const files = (count: number, name = 'file') =>
	Array.from({ length: count }, (_, index) => ({ mediaId: `${name}-${index}` }));

test('A new file comes once, as the API gave it', async () => {
	const trigger = await active();
	expect(await trigger.poll()).toBeNull();
	const { mediaId } = api.sandbox.addMedia({ fileName: 'new.mp4' });
	const [record] = (await trigger.poll()) ?? [];

	expect(record).toMatchObject({ mediaId, mimeType: 'video/mp4', durationMs: 12000 });
	expect(await trigger.poll()).toBeNull();
	expect(await trigger.restart()).toBeNull();
});

test('A new file comes once though polls overlap, of which none sees what another one has saved', async () => {
	const trigger = await active();
	const { mediaId } = api.sandbox.addMedia();
	const polled = await trigger.pollAtOnce(5);
	expect(polled.flatMap(idsIn)).toEqual([mediaId]);
	const { mediaId: next } = api.sandbox.addMedia();
	expect(idsIn(await trigger.poll())).toEqual([next]);
	expect(await trigger.poll()).toBeNull();
});

test('A poll is one request, with the filters of the API', async () => {
	await (await active()).poll();
	await active({ kind: 'any', source: 'import' });
	await active({ kind: 'audio', source: 'any' });

	const asked = api.sent().map(({ method, path, query }) => [method, path, query]);
	const list = (query: object) => ['GET', '/media', { ...query, limit: '100' }];
	expect(asked).toEqual([
		list({ kind: 'video', source: 'model_generated' }),
		list({ kind: 'video', source: 'model_generated' }),
		list({ source: 'import' }),
		list({ kind: 'audio' }),
	]);
});

test('Entries without an ID are passed over, and one that is listed twice comes once', async () => {
	const trigger = await active();
	const twice = { mediaId: 'twice' };
	show([{ url: 'https://x.example/a.mp4' }, 'text', 7, null, { mediaId: '' }, twice, twice]);
	expect(await trigger.poll()).toEqual([twice]);
});

test('A list without any ID is an unreadable answer', async () => {
	show({ media: [{ url: 'https://x.example/a.mp4' }, { mediaId: 7 }] });
	const { message, failure } = await errorOf(workflow().activate());
	expect(message).toBe("No entry of Wonda's list has a valid mediaId");
	expect(failure).toMatchObject({ cause: 'temporarily-unavailable' });
});

test('An empty list changes nothing that is remembered', async () => {
	const trigger = await active();
	const { memory } = trigger;
	show({ media: [] });
	expect(await trigger.poll()).toBeNull();
	expect(trigger.memory).toEqual(memory);
	expect(await trigger.poll()).toBeNull();
});

test('The first file of an empty library is new', async () => {
	show({ media: [] });
	const trigger = await active();
	show(files(1));
	expect(await trigger.poll()).toEqual(files(1));
});

describe('A library of more files than the API lists', () => {
	test('gives no old file when others are deleted', async () => {
		const library = files(250);
		show(library.slice(0, 100));
		const trigger = await active();
		for (const rest of [library.slice(10), library.slice(80)]) {
			show([]);
			expect(await trigger.poll()).toBeNull();
			show(rest.slice(0, 100));
			expect(await trigger.poll()).toBeNull();
			const added = files(1, `added-${rest.length}`);
			show([...added, ...rest].slice(0, 100));
			expect(await trigger.poll()).toEqual(added);
		}
		// What is left does not fill the list.
		show(library.slice(170));
		expect(await trigger.poll()).toBeNull();
	});

	test.each([100, 120, 160])('gives no old file after %d were deleted at once', async (deleted) => {
		const library = files(250);
		show(library.slice(0, 100));
		const trigger = await active();
		const rest = library.slice(deleted);
		show(rest.slice(0, 100));
		expect(await trigger.poll()).toBeNull();
		expect(trigger.warnings).toEqual([expect.stringContaining('none started the workflow')]);
		const added = files(1, 'added');
		show([...added, ...rest].slice(0, 100));
		expect(await trigger.poll()).toEqual(added);
	});

	test('gives every new file as long as the list was not full', async () => {
		show(files(90));
		const trigger = await active();
		show([...files(90), ...files(10, 'behind')]);
		expect(await trigger.poll()).toEqual(files(10, 'behind'));
	});

	test('makes a warning in the log when all that are listed are new', async () => {
		const trigger = await active();
		for (let count = 0; count < 120; count++) api.sandbox.addMedia();
		expect(await trigger.poll()).toHaveLength(100);
		expect(trigger.warnings).toEqual([expect.stringContaining('poll more often')]);
		expect(await trigger.poll()).toBeNull();
		expect(trigger.warnings).toHaveLength(1);
	});
});

test('A list that is longer than asked for is cut', async () => {
	const trigger = await active();
	show(files(5000));
	expect(await trigger.poll()).toEqual(files(100));
});

describe('Begins anew, and gives nothing that is already there, with', () => {
	test.each([
		['another kind', { kind: 'any' }],
		['another source', { source: 'any' }],
		['another event', { triggerOn: 'scheduledPostEnded' }],
	])('%s', async (_name, parameters) => {
		const trigger = await active();
		api.sandbox.addMedia();
		trigger.parameters = parameters;
		expect(await trigger.poll()).toBeNull();
		expect(await trigger.poll()).toBeNull();
		trigger.parameters = {};
		expect(await trigger.poll()).toBeNull();
	});

	test.each([
		['base URL', () => ({ baseUrl: service.baseUrl.replace('127.0.0.1', 'localhost') })],
		['API key', () => ({ apiKey: `sk_${'f'.repeat(64)}` })],
	])('another %s', async (_name, changed) => {
		service.answer = files(3, 'first');
		const trigger = await activated({ ...credential(), baseUrl: service.baseUrl });
		Object.assign(trigger.credential, changed());
		const theirs = files(60, 'second');
		for (const list of [theirs, [], theirs]) {
			service.answer = list;
			expect(await trigger.poll()).toBeNull();
		}
		service.answer = [...files(1, 'new'), ...theirs];
		expect(await trigger.poll()).toEqual(files(1, 'new'));
	});
});

describe('Fetch Test Event', () => {
	test('gives the first file and changes nothing, before and after activation', async () => {
		const trigger = workflow();
		expect(await trigger.fetchTestEvent()).toHaveLength(1);
		expect(trigger.memory).toEqual({});
		await trigger.activate();
		const { memory } = trigger;
		const { mediaId } = api.sandbox.addMedia();
		expect(idsIn(await trigger.fetchTestEvent())).toEqual([mediaId]);
		expect(trigger.memory).toEqual(memory);
		expect(idsIn(await trigger.poll())).toEqual([mediaId]);
	});

	test('says that there is nothing to show', async () => {
		const fetched = workflow({ kind: 'audio', source: 'user_upload' }).fetchTestEvent();
		expect((await errorOf(fetched)).message).toBe(
			'No media with the current filter could be found',
		);
	});

	test('reports a transient failure at once', async () => {
		const trigger = await active();
		api.sandbox.faults.add({ kind: 'resetBefore' });
		expect((await errorOf(trigger.fetchTestEvent())).message).toContain('was lost');
	});
});

test('Ten thousand files are remembered in less than 200,000 characters, and no more', async () => {
	const batch = (number: number) =>
		files(99, `${number}`).map(({ mediaId }) => ({ mediaId: mediaId.padEnd(500, '-') }));
	show(batch(-1));
	const trigger = await active();
	for (let number = 0; number < 110; number++) {
		// They are the newest, before one that is known.
		show([...batch(number), ...batch(number - 1).slice(0, 1)]);
		expect(await trigger.poll()).toHaveLength(99);
	}
	expect(trigger.saved.length).toBeLessThan(200_000);
	show(batch(20));
	expect(await trigger.poll()).toBeNull();
});

test.each([
	['kind', { kind: 'film' }, 'Kind must be one of any, audio, image, video, but is “film”'],
	['source', { source: '' }, 'Source must be one of'],
	['Trigger On', { triggerOn: 'constructor' }, 'Trigger On must be one of newMedia'],
])('An unknown value of %s is refused before any request', async (_name, parameters, message) => {
	expect((await errorOf(workflow(parameters).activate())).message).toContain(message);
	expect(api.sent()).toEqual([]);
});
