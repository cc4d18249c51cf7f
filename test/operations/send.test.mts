import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Failure } from '../../nodes/shared/failures/failure';
import { sendOnce } from '../../nodes/shared/operations/send';
import { useQuickTime } from '../support/time.mts';
import { answer, errorOf, inOrder, KEY, Loop, refusing, reset } from './loop.mts';
import { useLongestPauses, type Way, WAYS, waysIn } from './ways.mts';

const time = useQuickTime();

useLongestPauses();

const way = waysIn(time);

const failureOf = async (name: Way, loop: Loop) => await errorOf<Failure>(way(name, loop));

const OK = answer({ a: 1 });

describe.each(Object.keys(WAYS) as Way[])('%s', (name) => {
	test('gives what the service answers', async () => {
		const loop = new Loop(() => OK);
		expect(await way(name, loop)).toEqual([{ json: { a: 1 } }]);
		expect(loop.times).toEqual([0]);
	});

	test('leaves the request as it is, whatever n8n writes into what it sends', async () => {
		const loop = new Loop(inOrder(refusing(429), OK));
		const headers = { Accept: 'x' };
		const request = { ...loop.request({ headers, qs: { a: 1 }, body: { b: 1 } }), maxResults: 5 };
		const before = structuredClone(request);

		await way(name, loop, request);

		expect(request).toEqual(before);
		expect(headers).toEqual({ Accept: 'x' });
		expect(loop.sent).toHaveLength(2);
		for (const sent of loop.sent) {
			expect(sent).toMatchObject({ url: '/tiktok', method: 'GET', qs: { a: 1 }, body: { b: 1 } });
			expect(sent.headers).toEqual({ Accept: 'x', Authorization: 'secret' });
		}
	});

	test('sends again what was not taken, when the service wants it', async () => {
		const loop = new Loop(inOrder(refusing(429, 'Slow', { 'retry-after': '7' }), OK));
		expect(await way(name, loop)).toEqual([{ json: { a: 1 } }]);
		expect(loop.times).toEqual([0, 7000]);
	});

	test('asks what makes the request for each attempt', async () => {
		const loop = new Loop(inOrder(refusing(429), OK));
		let made = 0;
		const output = await way(name, loop, async (attempt) => {
			const [first] = await attempt(loop.request({ url: `/${++made}` }));
			return [{ json: { ...first?.json, made } }];
		});
		expect(output).toEqual([{ json: { a: 1, made: 2 } }]);
		expect(loop.sent.map(({ url }) => url)).toEqual(['/1', '/2']);
	});

	test('sends nothing in an execution that was stopped', async () => {
		const loop = new Loop(() => OK);
		loop.stop.abort();
		expect(await failureOf(name, loop)).toMatchObject({ kind: 'stopped' });
		expect(loop.sent).toEqual([]);
	});

	test('tells a refusal by what was asked, without the key', async () => {
		const loop = new Loop(() => refusing(403, `No ${KEY}`));
		const options: Partial<IHttpRequestOptions> = {
			method: 'POST',
			url: '/publish/tiktok',
			body: {},
		};
		const error = await errorOf<Failure>(way(name, loop, loop.request(options)));
		expect(error.kind).toBe('refused');
		expect(error.message).toBe('Your Wonda account may not do this: No [API key]');
		expect(error.facts.description).toMatch(/^Check that the TikTok account is connected/);
		expect(loop.sent).toHaveLength(1);
	});

	test('tells what a stop has broken', async () => {
		const loop: Loop = new Loop(() => {
			loop.stop.abort();
			return reset();
		});
		expect((await failureOf(name, loop)).message).toBe('The execution was stopped');
	});

	test.each([
		['400', () => refusing(400)],
		['401', () => refusing(401)],
	])('sends nothing again after %s', async (_name, answered) => {
		const loop = new Loop(answered);
		expect(await failureOf(name, loop)).toMatchObject({ kind: 'refused' });
		expect(loop.sent).toHaveLength(1);
	});
});

describe('A request that Wonda asks to send later than is waited for', () => {
	test.each<[string, string, string]>([
		['301', '301', ' Wonda asks to wait 301 seconds.'],
		['300.001', '300.001', ' Wonda asks to wait 301 seconds.'],
	])('says when: %s', async (_name, seconds, end) => {
		for (const name of ['send', 'sendRepeatable'] as const) {
			const loop = new Loop(() => refusing(429, 'Slow', { 'retry-after': seconds }));
			const error = await failureOf(name, loop);
			expect(error.kind).toBe('limited');
			expect(error.facts.description).toBe(
				`Run again later, or send fewer items at a time. Wonda answered: “Slow” (HTTP 429).${end}`,
			);
			expect(loop.sent).toHaveLength(1);
		}
	});

	test('says nothing more where it is not the last word', async () => {
		const loop = new Loop(() => refusing(429, 'Slow', { 'retry-after': '301' }));
		expect((await failureOf('sendOnce', loop)).facts.description).toMatch(/HTTP 429\)\.$/);
	});

	test('says no time where Wonda names none', async () => {
		const error = await failureOf('send', new Loop(() => refusing(429)));
		expect(error.kind).toBe('limited');
		expect(error.facts.description).toMatch(/HTTP 429\)\.$/);
	});

	test('says no time for another failure', async () => {
		const error = await failureOf(
			'send',
			new Loop(() => refusing(400, 'No', { 'retry-after': '5' })),
		);
		expect(error.facts).toMatchObject({ retryAfterMs: 5000 });
		expect(error.facts.description).toMatch(/HTTP 400\)\.$/);
	});

	test('is given up as soon as is said', async () => {
		const loop = new Loop(() => refusing(429, 'Slow', { 'retry-after': '2' }));
		const terms = { lane: 'look', patienceMs: 1999 } as const;
		await errorOf(time.passDuring(sendOnce(loop.item(), loop.request(), terms)));
		expect(loop.sent).toHaveLength(1);
	});
});
