import { useSandbox } from '../support/sandbox.mts';
import { useLeapingTime } from '../support/time.mts';

const time = useLeapingTime();
const api = useSandbox({}, time);

/** n8n itself names the proxy, and says which item it is of in the context of its error. */
const OPTIONS: [name: string, option: object, shown: RegExp][] = [
	['Proxy “nowhere”', { proxy: '={{ $json.isBad ? "nowhere" : "" }}' }, /proxy/i],
	['Timeout -5', { timeout: '={{ $json.isBad ? -5 : 30000 }}' }, /Timeout \(Request Options\)/],
	[
		'Batch Size “ten”',
		{ batchSize: '={{ $json.isBad ? "ten" : 1 }}' },
		/Items per Batch \(Request Options\)/,
	],
];

let unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => unhandled.push(reason);

beforeEach(() => {
	unhandled = [];
	process.on('unhandledRejection', onUnhandled);
});
afterEach(() => {
	process.off('unhandledRejection', onUnhandled);
	expect(unhandled).toEqual([]);
});

/** Publishes three videos, of which the last one has an option that cannot be used. */
async function publish(option: object, batchInterval: number, node: object = {}) {
	const { batchSize = 1, ...others } = option as { batchSize?: unknown };
	const outcome = await api.run('video-publish', {
		items: [false, false, true].map((isBad) => ({ isBad, id: api.sandbox.addMedia().mediaId })),
		node,
		parameters: {
			mediaId: '={{ $json.id }}',
			waitForCompletion: false,
			requestOptions: { ...others, batching: { batch: { batchSize, batchInterval } } },
		},
	});
	await time.passToTheEnd();
	return outcome;
}

describe.each([
	['all at once', 0],
	['spread over time', 50],
])('With items that n8n starts %s', (_name, batchInterval) => {
	test.each(OPTIONS)(
		'%s of a later item keeps all from being sent',
		async (_option, option, shown) => {
			const { error } = await publish(option, batchInterval);

			expect(`${error?.message} ${error?.description}`).toMatch(shown);
			const { itemIndex } = error?.context ?? {};
			expect(/\bitem (\d)/i.exec(error?.description ?? '')?.[1] ?? String(itemIndex)).toBe('2');
			expect(`${error?.message} ${error?.description}`).not.toMatch(/may or may not be live/);
			expect(api.sent()).toEqual([]);
		},
	);

	test.each(OPTIONS)(
		'%s fails its item only, with On Error: Continue',
		async (_option, option, shown) => {
			const { outputs } = await publish(option, batchInterval, {
				onError: 'continueRegularOutput',
			});

			const errors = outputs[0]?.map(({ json }) => json.error && JSON.stringify(json.error));
			expect(errors).toEqual([undefined, undefined, expect.stringMatching(shown)]);
			expect(errors?.[2]).not.toContain('may or may not be live');
			expect(api.sandbox.posts).toHaveLength(2);
		},
	);
});
