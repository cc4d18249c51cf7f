import path from 'node:path';

import Ajv from 'ajv';
import { loadOutputSchema } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';

import { temporaryFolder } from '../../tools/n8n/machine/temporary.mts';
import { MEDIA } from '../../tools/sandbox/seed.mts';
import { OPERATIONS, type NodeOperation } from '../../tools/schemas/operations.mts';
import { type Schema, writeSchemas } from '../../tools/schemas/outputs.mts';
import { CONTENT, inMemory } from '../support/files.mts';
import { useLeapingTime } from '../support/time.mts';
import { useSandbox } from '../support/sandbox.mts';

const MINUTE_MS = 60_000;

const api = useSandbox({}, useLeapingTime());

let folder: string;
let removeFolder: () => Promise<void>;

beforeAll(async () => {
	({ folder, remove: removeFolder } = await temporaryFolder());
	await writeSchemas(path.join(folder, 'node'));
});

afterAll(async () => await removeFolder());

/** The schema that n8n's own code finds in the folder of the node. */
const schemaOf = (operation: NodeOperation) =>
	loadOutputSchema({ nodeDir: path.join(folder, 'node'), ...operation }) as Schema | undefined;

/** The types that n8n's editor can show. */
const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** The parts of a schema that n8n's editor cannot show, by their paths. */
function unshown({ type = '', properties, items }: Schema, at: string): string[] {
	return [
		...(TYPES.includes(type) ? [] : [at]),
		...Object.entries(properties ?? {}).flatMap(([name, part]) => unshown(part, `${at}.${name}`)),
		...(items ? unshown(items, `${at}[0]`) : []),
	];
}

/** The JSON of the items that an operation outputs. */
async function run(
	workflow: string,
	changes: Parameters<typeof api.run>[1] = {},
): Promise<IDataObject[]> {
	const { outputs, error } = await api.run(workflow, changes);
	expect(error).toBeUndefined();
	return (outputs[0] ?? []).map(({ json }) => json);
}

const runJob = async (workflow: string, outputJobId: unknown) =>
	await run(workflow, { items: [{ outputJobId: String(outputJobId) }] });

/** Posts without waiting and returns the ID of the job. */
async function accepted(workflow: string, parameters = {}): Promise<unknown> {
	const [job] = await run(workflow, { parameters: { waitForCompletion: false, ...parameters } });
	return job?.outputJobId;
}

const WEEKS_MS = 28 * 24 * 60 * MINUTE_MS;

/** Outputs of each operation that together hold every field of its schema. */
const OUTPUTS: Record<string, () => Promise<IDataObject[]>> = {
	'account/getAll': async () => await run('account-get-all'),
	'carousel/publish': async () => await run('carousel-publish'),
	'job/get': async () => {
		const failed = await accepted('video-publish', { mediaId: MEDIA.failsAsSpam });
		const scheduled = await accepted('video-schedule');
		api.sandbox.clock.advance(WEEKS_MS);
		return [...(await runJob('job-get', failed)), ...(await runJob('job-get', scheduled))];
	},
	'job/wait': async () => {
		const scheduled = await accepted('video-schedule');
		const waiting = await runJob('job-wait', scheduled);
		api.sandbox.clock.advance(WEEKS_MS);
		return [...waiting, ...(await runJob('job-wait', scheduled))];
	},
	'media/get': async () =>
		await run('media-get', { items: [{ mediaId: MEDIA.videos[0] as string }] }),
	'media/getAll': async () => await run('media-get-all'),
	'media/upload': async () =>
		await run('media-upload', { files: [{ data: inMemory(CONTENT.mp4) }] }),
	'schedule/cancel': async () => {
		const answered = await runJob('schedule-cancel', await accepted('video-schedule'));
		api.sandbox.settings.cancelAnswer = 'empty';
		return [...answered, ...(await runJob('schedule-cancel', await accepted('video-schedule')))];
	},
	'schedule/getAll': async () => {
		await accepted('video-schedule');
		api.sandbox.addInstagramJob(MINUTE_MS);
		const object = await run('schedule-get-all');
		api.sandbox.settings.scheduledListShape = 'array';
		return [...object, ...(await run('schedule-get-all'))];
	},
	'video/publish': async () => [
		...(await run('video-publish')),
		...(await run('video-publish', { parameters: { waitForCompletion: false } })),
	],
	'video/schedule': async () => await run('video-schedule'),
};

describe.each(OPERATIONS)(
	'Version $version, $resource > $operation',
	({ version, resource, operation }) => {
		const schema = () => schemaOf({ version, resource, operation });

		test("has a schema that n8n's editor shows", () => {
			expect(schema()).toMatchObject({ type: 'object', properties: expect.any(Object) });
			expect(unshown(schema() ?? {}, resource)).toEqual([]);
		});

		test('outputs what its schema says, and every field of it', async () => {
			const items = (await OUTPUTS[`${resource}/${operation}`]?.()) ?? [];

			const ajv = new Ajv({ allErrors: true });
			const isValid = ajv.compile({ ...schema(), additionalProperties: false });
			for (const item of items) expect([isValid(item), isValid.errors]).toEqual([true, null]);
			const fields = new Set(items.flatMap((item) => Object.keys(item)));
			expect([...fields].sort()).toEqual(Object.keys(schema()?.properties ?? {}).sort());
		});
	},
);
