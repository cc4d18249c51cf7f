import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { readCancellation, readList } from '../../nodes/shared/operations/answer';
import {
	cancelForItem,
	jobForItem,
	listForItem,
	mediaForItem,
} from '../../nodes/shared/operations/look';
import { sendOnce } from '../../nodes/shared/operations/send';
import { useQuickTime } from '../support/time.mts';
import { answer, errorOf, inOrder, Loop, refusing, reset, type Service } from './loop.mts';

const time = useQuickTime();

const UNCHANGED = 'Nothing was posted or changed, so it is safe to run again. (ECONNRESET)';

type Hook = typeof listForItem;

const run = async (hook: Hook, loop: Loop, options: Partial<IHttpRequestOptions> = {}) =>
	await time.passDuring(hook.call(loop.item(), loop.request(options)));

const jsons = (outputs: { json: IDataObject }[]) => outputs.map(({ json }) => json);

const entries = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('A list', () => {
	const listing = (count: number, parameters: IDataObject) =>
		new Loop(() => answer(entries(count)), {
			parameters: { resource: 'media', operation: 'getAll', ...parameters },
			read: readList,
		});

	test.each<[IDataObject, number, number]>([
		[{ returnAll: true }, 60, 60],
		[{ returnAll: true, limit: 2 }, 60, 60],
		[{ returnAll: 'TRUE' }, 60, 60],
		[{ returnAll: false, limit: 2 }, 60, 2],
		[{ returnAll: false, limit: '2' }, 60, 2],
		[{ returnAll: false, limit: 61 }, 60, 60],
		[{ returnAll: false }, 60, 50],
		[{ returnAll: 'false' }, 60, 50],
		[{}, 60, 50],
		[{}, 50, 50],
		[{}, 0, 0],
	])('with %j of %i entries gives %i', async (parameters, count, wanted) => {
		const outputs = await run(listForItem, listing(count, parameters));
		expect(outputs).toEqual(
			entries(wanted).map((value) => ({ json: { value }, pairedItem: { item: 0 } })),
		);
	});

	test('of 50,000 entries is as much as n8n takes', async () => {
		expect(await run(listForItem, listing(50_000, { returnAll: true }))).toHaveLength(50_000);

		const error = await errorOf(run(listForItem, listing(50_001, { returnAll: true })));
		expect(error.message).toBe(
			"Wonda's list has 50001 entries, and n8n takes no more than 50000 from one node at once",
		);
		expect(error.description).toBe('Turn off Return All, and set Limit to 50000 at most.');
	});
});

/** The hooks that look at one thing: their field, and what it is called. */
const LOOKS: [string, Hook, IDataObject][] = [
	['a job', jobForItem, { resource: 'job', operation: 'get', outputJobId: ' a-1 ' }],
	['a media', mediaForItem, { resource: 'media', operation: 'get', mediaId: ' a-1 ' }],
];

describe.each(LOOKS)('A look at %s', (_name, hook, parameters) => {
	const loopOf = (service: Service) => new Loop(service, { parameters });

	test('is a request with its ID, as it was read', async () => {
		const loop = loopOf(() => answer({ a: 1 }));
		const options = { url: '/things/', qs: { b: 1 } };
		expect(await run(hook, loop, options)).toEqual([{ json: { a: 1 }, pairedItem: { item: 0 } }]);
		expect(loop.sent).toMatchObject([{ url: '/things/a-1', method: 'GET', qs: { b: 1 } }]);
	});

	test('may be made again when there was no answer', async () => {
		const error = await errorOf(run(hook, loopOf(reset)));
		expect(error.message).toBe('The connection to Wonda broke before there was an answer');
		expect(error.description).toBe(UNCHANGED);
	});
});

test('A list may be asked for again when there was no answer', async () => {
	const parameters = { resource: 'media', operation: 'getAll' };
	const error = await errorOf(run(listForItem, new Loop(reset, { parameters })));
	expect(error.description).toBe(UNCHANGED);
});

test('A refusal says nothing of running again', async () => {
	const error = await errorOf(run(listForItem, new Loop(() => refusing(400))));
	expect(error.description).toBe(
		'Correct the field that the answer names. Wonda answered: “No.” (HTTP 400).',
	);
});

describe('A cancellation', () => {
	const loopOf = (service: Service) =>
		new Loop(service, {
			parameters: { resource: 'schedule', operation: 'cancel', outputJobId: ' a-1 ' },
			read: readCancellation,
		});
	const options = { url: '/publish/scheduled/', method: 'DELETE' } as const;

	test.each<[unknown, object]>([
		[undefined, { outputJobId: 'a-1' }],
		[{ canceled: true }, { outputJobId: 'a-1', canceled: true }],
		[{ outputJobId: 'b' }, { outputJobId: 'b' }],
	])('answered with %j gives %j', async (body, json) => {
		const loop = loopOf(() => answer(body));
		expect(jsons(await run(cancelForItem, loop, options))).toEqual([json]);
		expect(loop.sent).toMatchObject([{ url: '/publish/scheduled/a-1', method: 'DELETE' }]);
	});

	test('without an answer may have happened', async () => {
		const loop = loopOf(reset);
		const error = await errorOf(run(cancelForItem, loop, options));
		expect(error.description).toBe(
			'The post may be canceled or not: look at Scheduled Post > Get Many, and cancel it again if it is still there. (ECONNRESET)',
		);
		expect(loop.sent).toHaveLength(1);
	});

	test('that is refused for now holds back posts and uploads', async () => {
		const loop = loopOf(inOrder(refusing(429, 'Slow', { 'retry-after': '100' }), answer({})));
		const canceled = run(cancelForItem, loop, options);
		await time.passUntil(() => loop.sent.length === 1);
		const terms = { lane: 'upload' } as const;
		const upload = sendOnce(loop.item(), loop.request(), terms);
		await time.passDuring(Promise.all([canceled, upload]));
		expect(loop.times).toEqual([0, 100_000, 100_000]);
	});
});

test('A look that is refused for now holds back no post', async () => {
	const slow = refusing(429, 'Slow', { 'retry-after': '100' });
	const loop = new Loop(inOrder(slow, answer({})));
	const looked = run(jobForItem, loop);
	await time.passUntil(() => loop.sent.length === 1);
	const post = sendOnce(loop.item(), loop.request({ url: '/post' }), { lane: 'post' });
	await time.passDuring(Promise.all([looked, post]));
	expect(loop.times).toEqual([0, 0, 100_000]);
	expect(loop.sent[1]?.url).toBe('/post');
});
