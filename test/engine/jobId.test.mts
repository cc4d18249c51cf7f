import { randomUUID } from 'node:crypto';

import { useSandbox } from '../support/sandbox.mts';

const api = useSandbox();

/** The operations that take a job's ID, and the path that the ID ends. */
const OPERATIONS: [operation: string, workflow: string, path: string][] = [
	['Job > Get', 'job-get', '/jobs/publish/'],
	['Job > Wait', 'job-wait', '/jobs/publish/'],
	['Scheduled Post > Cancel', 'schedule-cancel', '/publish/scheduled/'],
];

const run = (workflow: string, outputJobId: unknown) =>
	api.run(workflow, { items: [{ outputJobId } as { outputJobId: string }] });

const paths = () => [...new Set(api.sent().map(({ path }) => path))];

/** Job IDs that must not lead anywhere else. */
const STRANGE = [
	'../../tiktok/accounts',
	'../../media',
	'..%2F..%2Ftiktok%2Faccounts',
	'%2e%2e',
	'a/b?c#d',
	String.raw`..\..\tiktok\accounts`,
	'https://example.com/',
	'a b\nc',
	'é你好',
	'...',
	'\uD800',
	'-\u0000',
];

describe.each(OPERATIONS)('%s', (_operation, workflow, path) => {
	test.each(STRANGE)('refuses %j before any request', async (id) => {
		const { error } = await run(workflow, id);

		expect(error?.message).toMatch(/^Job ID must be the outputJobId of a post: letters, digits/);
		expect(api.sent()).toEqual([]);
	});

	test.each([
		['..', 'must be the outputJobId of a post: letters, digits, - and _ only, but is “..”'],
		['.', 'must be the outputJobId of a post: letters, digits, - and _ only, but is “.”'],
		[' .. ', 'must be the outputJobId of a post: letters, digits, - and _ only, but is “..”'],
		['', 'is empty'],
		['  ', 'is empty'],
		[undefined, 'is empty'],
		[null, 'is empty'],
	])('refuses the job ID %j before any request', async (id, rule) => {
		const { error } = await run(workflow, id);

		expect(error?.message).toContain(`Job ID ${rule}`);
		expect(error?.description).toBe('Correct this and run again. Nothing was sent.');
		expect(api.sent()).toEqual([]);
	});

	test('takes a job ID with blanks around it', async () => {
		const { outputs } = await api.run('video-schedule');
		const outputJobId = String(outputs[0]?.[0]?.json.outputJobId);

		const { error, outputs: results } = await run(workflow, ` ${outputJobId}\n`);

		expect(error).toBeUndefined();
		expect(results[0]?.[0]?.json.outputJobId).toBe(outputJobId);
		expect(paths()).toEqual(['/publish/tiktok', path + outputJobId]);
	});

	test('says so when there is no such job', async () => {
		const id = randomUUID();
		const { error } = await run(workflow, id);

		expect(error?.message).toMatch(/^Wonda does not know what the request names: /);
		expect(error?.description).toContain(`“No publish job ${id}.” (not_found, HTTP 404)`);
	});
});
