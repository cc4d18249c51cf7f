import { useSandbox } from '../../support/sandbox.mts';
import { CURIOUS } from './curious.mts';

const api = useSandbox();

describe('The key is out of reach for an expression in', () => {
	const everywhere = CURIOUS.flatMap((expression) => [
		['Caption', { caption: expression }, expression] as const,
		['Privacy Level', { privacyLevel: expression }, expression] as const,
		['an additional field', { additionalFields: { isAigc: expression } }, expression] as const,
	]);

	test.each(everywhere)('%s: %s', async (_name, parameters) => {
		api.allowViolations();

		const { error, run } = await api.run('video-publish', { parameters: { ...parameters } });

		expect(error?.message).toBe("Referenced node doesn't exist");
		expect(JSON.stringify([error, error?.message, error?.description, run.data])).not.toContain(
			api.sandbox.apiKey.slice(3),
		);
		expect(api.sandbox.requests).toEqual([]);
	});

	test.each(CURIOUS)('Return All: %s', async (expression) => {
		const { error, run } = await api.run('account-get-all', {
			parameters: { returnAll: expression },
		});

		expect(error).toBeDefined();
		expect(JSON.stringify([error, run.data])).not.toContain(api.sandbox.apiKey.slice(3));
	});
});

test('A text that speaks of $credentials is a text', async () => {
	await api.run('video-publish', {
		items: [{ caption: '={{ $credentials.apiKey }}' }],
		parameters: { caption: '={{ $json.caption }}' },
	});

	const [post] = api.sent('POST');
	expect(post?.body).toMatchObject({ caption: '={{ $credentials.apiKey }}' });
});
