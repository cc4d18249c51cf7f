import { NodeOperationError, type NodeApiError } from 'n8n-workflow';

import { WondaTikTokTrigger } from '../../nodes/WondaTikTokTrigger/WondaTikTokTrigger.node';
import { answer, errorOf, KEY, reset } from '../operations/loop.mts';
import { useQuickTime } from '../support/time.mts';
import { media, Poller, pollingIn } from './poller.mts';

const time = useQuickTime();

const { begun, errorWith, pollWith } = pollingIn(time);

describe('A poll', () => {
	test('gives what is new as items, and nothing where there is nothing', async () => {
		const poller = await begun();
		expect(await pollWith(poller, () => media('a'))).toBeNull();
		expect(await pollWith(poller, () => media('b', 'c', 'a'))).toEqual([
			{ mediaId: 'b' },
			{ mediaId: 'c' },
		]);
		expect(await pollWith(poller, () => media('b', 'c', 'a'))).toBeNull();
	});

	test('is what the node does', async () => {
		const poller = new Poller(() => media('a'));
		poller.mode = 'manual';
		const outputs = await time.passDuring(new WondaTikTokTrigger().poll.call(poller.context));
		expect(outputs).toEqual([[{ json: { mediaId: 'a' } }]]);
	});

	test('watches scheduled posts where that is chosen', async () => {
		const poller = new Poller(() => answer([]));
		poller.parameters = { triggerOn: 'scheduledPostEnded' };
		await time.passDuring(poller.poll());
		expect(poller.asked.map(({ url }) => url)).toEqual(['/publish/scheduled']);
	});

	test.each<[string, (poller: Poller) => void]>([
		['another kind', ({ parameters }) => (parameters.kind = 'any')],
		['another source', ({ parameters }) => (parameters.source = 'import')],
		['another address', (poller) => (poller.baseUrl += '/v2')],
		['another event', ({ parameters }) => (parameters.triggerOn = 'scheduledPostEnded')],
	])('begins anew with %s', async (_name, change) => {
		const poller = await begun();
		const { scope } = poller.data;
		change(poller);
		expect(await pollWith(poller, () => media('b'))).toBeNull();
		expect(poller.data.scope).not.toBe(scope);
	});

	test('goes on with another key to the same library, and with another library begins anew', async () => {
		const poller = await begun();
		poller.apiKey = `${KEY}0`;
		expect(await pollWith(poller, () => media('b', 'a'))).toEqual([{ mediaId: 'b' }]);
		poller.apiKey = `${KEY}1`;
		expect(await pollWith(poller, () => media('c', 'd'))).toBeNull();
		expect(poller.warnings).toHaveLength(1);
		expect(await pollWith(poller, () => media('e', 'c', 'd'))).toEqual([{ mediaId: 'e' }]);
		expect(poller.warnings).toHaveLength(1);
	});

	test.each([
		{ error: { message: 'db' }, media: [] },
		{ errors: [{ message: 'db' }] },
		{ media: [{ mediaId: 'a' }], meta: { error: 'db' } },
	])('takes an answer that tells of a failure for no library: %j', async (body) => {
		const failing = () => answer(body);
		const poller = new Poller(failing);
		expect((await errorWith(poller, failing)).message).toMatch(/^Wonda answered with an error/);
		expect(await pollWith(poller, () => media('a', 'b'))).toBeNull();

		expect(await pollWith(poller, failing)).toBeNull();
		expect(await pollWith(poller, failing)).toBeNull();
		expect((await errorWith(poller, failing)).message).toMatch(/^Wonda answered with an error/);
		expect(await pollWith(poller, () => media('c', 'a', 'b'))).toEqual([{ mediaId: 'c' }]);
	});

	test('does not begin anew with the same address and key', async () => {
		const poller = await begun();
		const { scope } = poller.data;
		poller.baseUrl += '/';
		poller.apiKey = ` ${KEY}\n`;
		expect(await pollWith(poller, () => media('b'))).toHaveLength(1);
		expect(poller.data.scope).toBe(scope);
		expect(JSON.stringify(poller.data)).not.toMatch(/poll-\d|0123456789abcdef/);
	});
});

describe('Fetch Test Event', () => {
	test('gives one example, and changes nothing', async () => {
		const poller = await begun();
		const before = structuredClone(poller.data);
		poller.mode = 'manual';
		expect(await pollWith(poller, () => media('b', 'c'))).toEqual([{ mediaId: 'b' }]);
		expect(poller.data).toEqual(before);
	});

	test('says at once what is wrong', async () => {
		const poller = await begun();
		poller.mode = 'manual';
		expect((await errorWith(poller, reset)).message).toBe(
			'The connection to Wonda broke before there was an answer',
		);
		expect(poller.data).not.toHaveProperty('faults');
	});
});

test('A key that cannot be sent is said, and nothing is asked', async () => {
	const poller = new Poller(() => media('a'));
	poller.apiKey = '';
	const error = await errorOf<NodeApiError>(time.passDuring(poller.poll()));
	expect(error.message).toBe('The API key of the Wonda API credential is empty');
	expect(poller.asked).toEqual([]);
});

test('The key stands in no text, whatever way it came there', async () => {
	const error = await errorWith(new Poller(reset), () =>
		Object.assign(new Error('x'), { cause: { message: `Not ${KEY}`, level: 'error' } }),
	);
	expect(error.message).toBe('Not [API key]');
});

test('A mistake of the node itself is an error of the node', async () => {
	const poller = await begun();
	const mistake = new Error('Not foreseen');
	jest.spyOn(poller.context, 'getWorkflowStaticData').mockImplementation(() => {
		throw mistake;
	});
	const error = await errorWith(poller, () => media('b'));
	expect(error).toBeInstanceOf(NodeOperationError);
	expect(error.message).toBe('Not foreseen');
});
