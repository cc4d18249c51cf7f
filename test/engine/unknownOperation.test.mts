import { useSandbox } from '../support/sandbox.mts';

const api = useSandbox();

// n8n hands such workflows to the node: they come from hands, scripts and models, not from the editor.
describe.each([
	['carousel', 'schedule', 'operation “schedule” of the resource “carousel”'],
	['video', 'getAll', 'operation “getAll” of the resource “video”'],
	['photo', 'publish', 'resource “photo”'],
])('%s > %s, which is not there', (resource, operation, what) => {
	const run = async (node = {}) =>
		await api.run('carousel-publish', {
			items: [{}, {}],
			parameters: { resource, operation, scheduledAt: '2030-01-01T10:00:00Z' },
			node,
		});
	const message = `There is no ${what}`;

	test('is refused, and nothing is sent', async () => {
		const { outputs, error } = await run();

		expect(outputs.flat()).toEqual([]);
		expect(error?.message).toBe(message);
		expect(error?.description).toContain('Choose the resource and the operation');
		expect(api.sandbox.requests).toEqual([]);
	});

	test('is an error of each item where the node continues', async () => {
		const { outputs } = await run({ onError: 'continueRegularOutput' });

		expect(outputs.flat().map(({ json }) => json.error)).toEqual([
			expect.objectContaining({ message }),
			expect.objectContaining({ message }),
		]);
		expect(api.sandbox.requests).toEqual([]);
	});
});
