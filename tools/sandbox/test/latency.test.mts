import { Chance } from '../chance.mts';
import { startSandbox } from '../index.mts';
import { send } from './client.mts';

const draws = (seed: number) => {
	const chance = new Chance();
	return Array.from({ length: 1000 }, () => chance.draw(seed));
};

it('draws the same for the same seed, spread over all from 0 to 1', () => {
	expect(draws(7)).toEqual(draws(7));
	expect(draws(7)).not.toEqual(draws(8));
	for (let tenth = 0; tenth < 10; tenth += 1) {
		const hits = draws(7).filter((draw) => Math.floor(draw * 10) === tenth);
		expect(hits.length).toBeGreaterThan(60);
	}
});

it('takes the latency and up to its spread', async () => {
	const sandbox = await startSandbox({ latencyMs: 50, latencySpreadMs: 100, seed: 3 });
	await send(sandbox, 'GET', '/media');
	const expected = [0, 0, 0, 0].map(() => sandboxDraw());
	sandbox.reset();
	for (const ms of expected) {
		const started = performance.now();
		await send(sandbox, 'GET', '/media');
		const took = performance.now() - started;
		expect(took).toBeGreaterThanOrEqual(ms - 2); // timers of Node come up to a millisecond early
	}
	await sandbox.stop();
});

it.each([
	['a wrong key', { authorization: 'Bearer wrong' }, '/media', 401],
	['a request that is none', {}, '/media?kind=nothing', 400],
])('takes the latency to refuse %s', async (_what, headers, path, status) => {
	const sandbox = await startSandbox({ latencyMs: 200 });
	const started = performance.now();
	const answer = await fetch(sandbox.baseUrl + path, {
		headers: { authorization: `Bearer ${sandbox.apiKey}`, ...headers },
	});
	expect(answer.status).toBe(status);
	expect(performance.now() - started).toBeGreaterThanOrEqual(198);
	await sandbox.stop();
});

const chance = new Chance();
const sandboxDraw = () => 50 + 100 * chance.draw(3);
