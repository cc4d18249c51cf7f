import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { type NodeBinary, nodeBinary } from './versions.mts';

/** What a finished install says of itself. */
export interface Stamp {
	/** The version of n8n. */
	readonly n8n: string;
	readonly node: NodeBinary;
	/** How long it took, in milliseconds; older installs do not say. */
	readonly tookMs?: number;
}

const FILE = 'installed.json';

/** Reads the stamp of a folder, where it is that of an n8n of this version and of the Node that belongs to it. */
export async function readStamp(folder: string, version: string): Promise<Stamp | undefined> {
	try {
		const stamp = JSON.parse(await readFile(path.join(folder, FILE), 'utf8')) as Stamp;
		const isIt = stamp.n8n === version && isDeepStrictEqual(stamp.node, nodeBinary());
		return isIt ? stamp : undefined;
	} catch {
		// No stamp, or none that can be read: not a finished install.
		return undefined;
	}
}

/** Marks a folder as a finished install. */
export async function writeStamp(folder: string, version: string, tookMs: number): Promise<void> {
	const stamp: Stamp = { n8n: version, node: nodeBinary(), tookMs };
	await writeFile(path.join(folder, FILE), JSON.stringify(stamp));
}
