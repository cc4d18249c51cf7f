import type { IDataObject } from 'n8n-workflow';

import { submitForItem } from '../../nodes/shared/operations/submit';
import { useQuickTime } from '../support/time.mts';
import { answer, errorOf, Loop, refusing, type Service } from './loop.mts';

const time = useQuickTime();

const BODY = { mediaId: 'm-1' };

const job = (status: string, more: object = {}) => answer({ outputJobId: 'j-1', status, ...more });

/** A run whose posts wait for their jobs, a second at most. */
const waiting = (service: Service, parameters: IDataObject = {}) =>
	new Loop(service, {
		parameters: { waitForCompletion: true, waitOptions: { timeout: 1 }, ...parameters },
	});

const post = async (loop: Loop) => {
	const request = loop.request({ method: 'POST', url: '/publish/tiktok', body: BODY });
	return await time.passDuring(submitForItem.call(loop.item(), request));
};

const asked = (loop: Loop) => loop.sent.map(({ method, url }) => `${method} ${url}`);

const POST = 'POST /publish/tiktok';
const LOOK = 'GET /jobs/publish/j-1';

/** Answers posts and looks, each in turn. */
const answering = (posts: string[], looks: string[]): Service => {
	const left = { POST: [...posts], GET: [...looks] };
	return ({ method }) => job(left[method as 'GET'].shift() ?? 'none left');
};

describe('A post whose job is waited for', () => {
	test('gives the job at its end, and what was posted', async () => {
		const loop = waiting(({ method }) =>
			method === 'POST' ? job('queued', { first: 1 }) : job('succeeded', { permalink: 'p' }),
		);
		expect(await post(loop)).toEqual([
			{
				json: { outputJobId: 'j-1', status: 'succeeded', permalink: 'p', mediaId: 'm-1' },
				pairedItem: { item: 0 },
			},
		]);
		expect(asked(loop)).toEqual([POST, LOOK]);
	});

	test('is not where that is off', async () => {
		for (const off of [{ waitForCompletion: false }, { waitForCompletion: 'FALSE' }, {}]) {
			const loop = new Loop(() => job('queued'), { parameters: off });
			const [output] = await post(loop);
			expect(output?.json).toEqual({ outputJobId: 'j-1', status: 'queued', mediaId: 'm-1' });
			expect(asked(loop)).toEqual([POST]);
		}
	});

	test.each([{}, { outputJobId: null }])('is not where there is none: %j', async (ids) => {
		const loop = waiting(() => answer({ publishId: 'p', ...ids }));
		const [output] = await post(loop);
		expect(output?.json).toEqual({ publishId: 'p', ...ids, mediaId: 'm-1' });
		expect(asked(loop)).toEqual([POST]);
	});

	test('cannot be where its ID is none', async () => {
		const loop = waiting(() => answer({ outputJobId: '../a', status: 'queued' }));
		const error = await errorOf(post(loop));
		expect(error.message).toBe('Wonda gave the job an ID that cannot be looked up');
		expect(error.description).toBe(
			'Look at the TikTok profile. The job was accepted, so do not post again; its last status was “queued”. Job ID: ../a',
		);
		expect(asked(loop)).toEqual([POST]);
	});
});

describe('A later try', () => {
	test('does not post again, and waits on', async () => {
		const loop = waiting(answering(['queued'], ['in_progress', 'succeeded']));
		expect((await errorOf(post(loop))).message).toBe(
			'The job had not ended after 1 seconds; its status was “in_progress”',
		);
		expect((await post(loop))[0]?.json.status).toBe('succeeded');
		expect(asked(loop)).toEqual([POST, LOOK, LOOK]);
	});

	test('gives what an earlier one has seen last, and looks no more', async () => {
		const loop = waiting(answering(['queued'], ['succeeded']));
		await post(loop);
		expect((await post(loop))[0]?.json).toEqual({
			outputJobId: 'j-1',
			status: 'succeeded',
			mediaId: 'm-1',
		});
		expect(asked(loop)).toEqual([POST, LOOK]);
	});

	test.each(['failed', 'canceled'])('posts again when the job left no post: %s', async (status) => {
		const loop = waiting(answering(['queued', 'queued'], [status, 'succeeded']));
		await errorOf(post(loop));
		expect((await post(loop))[0]?.json.status).toBe('succeeded');
		expect(asked(loop)).toEqual([POST, LOOK, POST, LOOK]);
	});

	test('knows nothing of a post that was refused after one that failed', async () => {
		let posts = 0;
		const loop = waiting(({ method }) => {
			if (method === 'GET') return job('failed');
			return ++posts === 2 ? refusing(400) : job('queued');
		});
		await errorOf(post(loop));
		const refused = await errorOf(post(loop));
		expect(refused.description).toBe(
			'Correct the field that the answer names. Wonda answered: “No.” (HTTP 400). Nothing was posted.',
		);
		await errorOf(post(loop));
		expect(asked(loop)).toEqual([POST, LOOK, POST, POST, LOOK]);
	});
});
