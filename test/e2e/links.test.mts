import { createHash } from 'node:crypto';

import { MP4_BEGINNING } from '../../tools/sandbox/fileHost.mts';
import { startSandbox } from '../../tools/sandbox/index.mts';
import { freshN8n, type FreshN8n } from './support/freshN8n.mts';
import { endsAfterAll } from './support/testRun.mts';
import { savedAs } from './support/workflows.mts';

jest.setTimeout(5 * 60_000);

const BYTES = 20_000_000;
const atEnd = endsAfterAll();

/** An n8n with a workflow for each of the links. */
async function n8nWith(env: NodeJS.ProcessEnv): Promise<FreshN8n> {
	const host = await startSandbox();
	atEnd(() => host.stop());
	const onThisMachine = (path: string) => host.fileUrl(`${path}sig=s3cr3t`);
	const byName = (path: string) => onThisMachine(path).replace('127.0.0.1', 'localhost');
	const links = {
		direct: onThisMachine(`chunked/clip.mp4?bytes=${String(BYTES)}&`),
		named: byName('clip.mp4?'),
		redirected: byName('elsewhere/clip.mp4?'),
	};
	const workflows = await Promise.all(
		Object.entries(links).map(([id, fileUrl]) =>
			savedAs(id, 'video-publish', { source: 'url', fileUrl, waitForCompletion: false }),
		),
	);
	return await freshN8n({ workflows, env }, atEnd);
}

/** The first line of the error with which a workflow ends, if it does. */
async function messageOf({ host }: FreshN8n, workflow: string): Promise<string | undefined> {
	const { error } = await host.execute(workflow);
	// n8n adds the node, with the link in its parameters.
	expect(`${String(error?.message)} ${String(error?.description)}`).not.toContain('s3cr3t');
	return error?.message;
}

it('a link goes from its host to Wonda through n8n’s store', async () => {
	const n8n = await n8nWith({ N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' });

	expect(await messageOf(n8n, 'direct')).toBeUndefined();
	const content = Buffer.concat([MP4_BEGINNING, Buffer.alloc(BYTES - MP4_BEGINNING.length)]);
	expect(n8n.sandbox.requests[0]?.body).toMatchObject({
		files: [{ size: BYTES, sha256: createHash('sha256').update(content).digest('hex') }],
	});
	expect(n8n.sandbox.posts).toHaveLength(1);
});

it('n8n’s SSRF protection, where it is on, applies to links and to where they redirect', async () => {
	const n8n = await n8nWith({
		N8N_SSRF_PROTECTION_ENABLED: 'true',
		N8N_SSRF_ALLOWED_HOSTNAMES: 'localhost',
	});
	const refused = "cannot be downloaded: n8n's SSRF protection does not allow this address";

	expect(await messageOf(n8n, 'direct')).toContain(refused);
	expect(await messageOf(n8n, 'redirected')).toContain(refused);
	// Wonda's stand-in is on this machine, too.
	expect(await messageOf(n8n, 'named')).toMatch(/^Upload of .* failed: The request was blocked/);
	expect(n8n.sandbox.requests).toEqual([]);
});
