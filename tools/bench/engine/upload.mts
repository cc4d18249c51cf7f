// Run by n8n's own Node: uploads a file with the nodes of a contender in n8n's engine, binary data on disk, and measures how much memory that takes.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Constructable } from '@n8n/di';
import type { IBinaryData } from 'n8n-workflow';

import type { ImportedCredential } from '../../n8n/server/launch.mts';
import { chain, node, type Part } from '../workflow.mts';
import { executeWorkflow } from './execute.mts';
import { loadN8n, readTask, returnResult, type Task } from './n8n.mts';

export interface UploadTask extends Task {
	/** Upload the item's file, in the field `data`, or the one at its `link`. */
	readonly upload: Part;
	readonly credential: ImportedCredential;
	/** A small file, so that all code is loaded, and the file that is measured: a path, or an address. */
	readonly warmUp: string;
	readonly file: string;
}

export interface UploadResult {
	/** Megabytes at the peak beyond those before. */
	readonly addedMb: number;
	/** Why the node refused the file. */
	readonly error?: string;
}

const { modules, packages, upload, credential, warmUp, file } = readTask<UploadTask>();
const n8n = await loadN8n(modules, packages);
const { BinaryDataService } = n8n.core;
const store = n8n.service(
	BinaryDataService as Constructable<InstanceType<typeof BinaryDataService>>,
);
await store.init();
const uploadWarmUp = await prepareUpload(warmUp);
const uploadFile = await prepareUpload(file);
await uploadWarmUp();
let error: string | undefined;
const addedMb = await peakOf(async () => {
	error = await uploadFile();
});
returnResult({ addedMb, error } satisfies UploadResult);

/** Makes the item. The returned function uploads its file and gives the error of the workflow, if it failed. */
async function prepareUpload(source: string): Promise<() => Promise<string | undefined>> {
	const json = { caption: 'caption' };
	const item = source.startsWith('http:')
		? { json: { ...json, link: source } }
		: { json, binary: { data: await storedFile(source) } };
	const start = node('Start', 'n8n-nodes-base.manualTrigger@1', {});
	const { nodes, connections } = chain(start, ...upload.nodes);
	const workflow = { id: 'upload', name: 'upload', nodes: [...nodes], connections, settings: {} };
	return async () => {
		const run = await executeWorkflow(n8n, workflow, credential, { [start.name]: [item] });
		return run.data.resultData.error?.message;
	};
}

/** Stores a file as n8n does. */
async function storedFile(source: string): Promise<IBinaryData> {
	return await store.copyBinaryFile(
		{ type: 'execution', workflowId: 'upload', executionId: 'upload' },
		{ data: '', mimeType: 'video/mp4', fileName: path.basename(source) },
		source,
	);
}

/**
 * Measures how much more memory the process holds at its peak than before, after a garbage collection.
 *
 * Needs `--expose-gc`, and Linux, which knows the peak exactly: a timer misses memory that is freed before the event loop
 * turns.
 *
 * @returns megabytes of resident memory
 * @throws on other systems
 */
async function peakOf(work: () => Promise<unknown>): Promise<number> {
	// Memory that only a finalizer holds is freed by the second collection.
	globalThis.gc?.();
	globalThis.gc?.();
	// Resets the highest memory so far: proc(5), clear_refs.
	writeFileSync('/proc/self/clear_refs', '5');
	const before = process.memoryUsage.rss();
	await work();
	const status = readFileSync('/proc/self/status', 'utf8');
	const peakKilobytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
	return (peakKilobytes * 1024 - before) / 1024 ** 2;
}
