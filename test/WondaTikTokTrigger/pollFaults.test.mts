import type { NodeApiError } from 'n8n-workflow';

import { answer, errorOf, KEY, refusing, reset, unreached } from '../operations/loop.mts';
import { useQuickTime } from '../support/time.mts';
import { media, Poller, pollingIn, type Service } from './poller.mts';

const time = useQuickTime();

const MINUTE_MS = 60_000;

const { begun, errorWith, pollWith } = pollingIn(time);

const PASSING: [string, Service][] = [
	['a reset', reset],
	['no connection', unreached],
	['500', () => refusing(500)],
	['429', () => refusing(429, 'Slow', { 'retry-after': '0' })],
	['no list', () => answer({})],
];

describe.each(PASSING)('A fault that passes: %s', (_name, fault) => {
	test('is said while nothing is known', async () => {
		const poller = new Poller(fault);
		const error = await errorOf<NodeApiError>(time.passDuring(poller.poll()));
		expect(error.description).not.toContain('in a row');
		expect(poller.data).toEqual({});
	});

	test('is borne twice, and said with the third poll', async () => {
		const poller = await begun();
		const { known } = poller.data;
		for (let polls = 0; polls < 2; polls++) {
			expect(await pollWith(poller, fault)).toBeNull();
			jest.setSystemTime(Date.now() + MINUTE_MS);
		}
		const error = await errorWith(poller, fault);
		expect(error.description).toMatch(
			/ It was so in 3 polls in a row\. What is new comes with the next poll that reaches Wonda\.$/,
		);
		expect(poller.data.known).toEqual(known);
	});

	test('is forgotten with a poll that is answered', async () => {
		const poller = await begun();
		for (let polls = 0; polls < 5; polls++) {
			await pollWith(poller, fault);
			jest.setSystemTime(Date.now() + MINUTE_MS);
			expect(await pollWith(poller, () => media(`new-${polls}`))).toHaveLength(1);
			expect(poller.data).not.toHaveProperty('faults');
		}
	});
});

test.each([400, 401, 402, 403, 404])('What does not pass is said at once: %i', async (status) => {
	const poller = await begun();
	for (let polls = 0; polls < 2; polls++) {
		const error = await errorWith(poller, () => refusing(status, `No ${KEY}`));
		expect(error.httpCode).toBe(String(status));
		expect(error.message).toMatch(/: No \[API key\]$/);
		expect(error.description).not.toContain('in a row');
	}
	expect(poller.data).not.toHaveProperty('faults');
});

describe('Looks at scheduled posts that fail', () => {
	const listed =
		(list: object[], look: () => ReturnType<Service>): Service =>
		(path) =>
			path === '/publish/scheduled' ? answer(list) : look();

	const both = [{ outputJobId: 'a' }, { outputJobId: 'b' }];

	/** A trigger that knows two scheduled posts. */
	async function watching(): Promise<Poller> {
		const poller = new Poller(listed(both, reset));
		poller.parameters = { triggerOn: 'scheduledPostEnded' };
		expect(await time.passDuring(poller.poll())).toBeNull();
		return poller;
	}

	test('are said with the third poll in a row', async () => {
		const poller = await watching();
		const fault = listed([], () => refusing(400));
		expect(await pollWith(poller, fault)).toBeNull();
		expect(await pollWith(poller, fault)).toBeNull();
		expect((await errorWith(poller, fault)).description).toMatch(
			/ Job ID: a It was so in 3 polls in a row\./,
		);
	});

	test('are no fault of a poll that tells something, and stay counted', async () => {
		const poller = await watching();
		await pollWith(poller, listed([], reset));
		let looks = 0;
		const half = listed([], () => (looks++ === 0 ? answer({ status: 'failed' }) : reset()));
		expect(await pollWith(poller, half)).toHaveLength(1);
		expect(poller.data.faults).toMatchObject({ times: 1 });
	});

	test('are said at once where the key is of no use', async () => {
		const poller = await watching();
		const error = await errorWith(
			poller,
			listed([], () => refusing(401)),
		);
		expect(error.httpCode).toBe('401');
	});
});
