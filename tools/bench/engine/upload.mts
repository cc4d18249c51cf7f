// Run by the host's own Node: uploads a file with one node in n8n's engine, binary data on disk, and says how much memory that took.
import { createReadStream } from 'node:fs';
import path from 'node:path';

import type { Constructable } from '@n8n/di';
import type { INode } from 'n8n-workflow';

import type { ImportedCredential } from '../../n8n/server/launch.mts';
import { SANDBOX_API_KEY } from '../../sandbox/seed.mts';
import { node, to } from '../contenders/nodes.mts';
import { loadN8n, type N8n } from './n8n.mts';
import { peakOf } from './peakMemory.mts';
import { runWorkflow } from './run.mts';
import { type EngineTask, handBack, readTask } from './task.mts';

export interface UploadTask extends EngineTask {
	/** What uploads the item's file, in the field `data`; bare fetch where there is none. */
	readonly upload?: { readonly node: INode; readonly credential: ImportedCredential };
	/** Where bare fetch sends it. */
	readonly fetchUrl: string;
	/** A small file, so that all code is loaded, and the file that is measured. */
	readonly warmUp: string;
	readonly file: string;
}

export interface UploadResult {
	/** Megabytes at the peak beyond what there was before. */
	readonly addedMb: number;
	/** Why the node did not take the file. */
	readonly error?: string;
}

const task = readTask<UploadTask>();
const send = await sender();
await send(task.warmUp);
let error: string | undefined;
const addedMb = await peakOf(async () => {
	error = await send(task.file);
});
handBack({ addedMb, error } satisfies UploadResult);
process.exit();

/** What sends a file, once it is where n8n keeps it. Out: the error of the workflow, if it failed. */
async function sender(): Promise<(file: string) => Promise<string | undefined>> {
	const { upload } = task;
	if (!upload) return sendWithFetch;
	const n8n = await loadN8n(task.modules, task.packages);
	const store = await fileStore(n8n);
	const stored = new Map<string, Awaited<ReturnType<typeof store>>>();
	for (const file of [task.warmUp, task.file]) stored.set(file, await store(file));
	const start = node('Start', 'n8n-nodes-base.manualTrigger@1', {});
	return async (file) => {
		const workflow = {
			id: 'upload',
			name: 'upload',
			nodes: [start, upload.node],
			connections: { [start.name]: { main: [to(upload.node.name)] } },
			settings: {},
		};
		const data = stored.get(file);
		const pinned = data ? [{ json: { caption: 'caption' }, binary: { data } }] : [];
		const run = await runWorkflow(n8n, workflow, [upload.credential], { [start.name]: pinned });
		return run.data.resultData.error?.message;
	};
}

/** n8n's own store for files, in the folder of this process. */
async function fileStore(n8n: N8n) {
	const { BinaryDataService } = n8n.core;
	const service = n8n.service(
		BinaryDataService as Constructable<InstanceType<typeof BinaryDataService>>,
	);
	await service.init();
	return async (file: string) =>
		await service.copyBinaryFile(
			{ type: 'execution', workflowId: 'upload', executionId: 'upload' },
			{ data: '', mimeType: 'video/mp4', fileName: path.basename(file) },
			file,
		);
}

/** The floor: a stream from the disk into the request. */
async function sendWithFetch(file: string): Promise<string | undefined> {
	const boundary = 'benchmark';
	async function* body() {
		yield Buffer.from(
			`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="file.mp4"\r\nContent-Type: video/mp4\r\n\r\n`,
		);
		yield* createReadStream(file) as AsyncIterable<Buffer>;
		yield Buffer.from(`\r\n--${boundary}--\r\n`);
	}
	const request = {
		method: 'POST',
		headers: {
			authorization: `Bearer ${SANDBOX_API_KEY}`,
			'content-type': `multipart/form-data; boundary=${boundary}`,
		},
		body: body(),
		duplex: 'half',
	};
	const answer = await fetch(task.fetchUrl, request as unknown as RequestInit);
	await answer.json();
	return answer.ok ? undefined : `HTTP ${String(answer.status)}`;
}
