import type { INode } from 'n8n-workflow';

import type { ImportedCredential } from '../../n8n/server/launch.mts';
import type { NpmPackage } from './npm.mts';
import type { Part } from './nodes.mts';

/** Something that publishes videos in n8n. */
export interface Contender {
	readonly id: string;
	/** Its name in tables. */
	readonly name: string;
	/** How it waits for a job. */
	readonly waits: string;
	/** Where its node comes from; n8n's own nodes have none. */
	readonly npm?: NpmPackage;
	readonly credential: ImportedCredential;
	/** The node that posts each item and does not wait. */
	readonly post: INode;
	/** What posts each item and waits for its job. */
	readonly postAndWait: Part;
	/** The node that uploads the file in the field `data` of an item, and its credential. */
	readonly upload: { readonly node: INode; readonly credential: ImportedCredential };
}

/** Where a contender's requests go. */
export interface Targets {
	/** The service that takes posts. */
	readonly url: string;
	/** The sandbox, which takes files as the Wonda API does. */
	readonly sandbox: { readonly baseUrl: string };
}

/** What each contender posts for an item: `$json.key` says which item it is. */
export const POST = {
	account: '550e8400-e29b-41d4-a716-446655440000',
	privacyLevel: 'SELF_ONLY',
	key: '={{ $json.key }}',
	caption: '={{ $json.caption }}',
	/** The address of its video, for services that take no media ID. */
	video: '=https://media.example.com/{{ $json.key }}.mp4',
} as const;

/** Gives a node its contender's credential. */
export function withCredential(node: INode, { id, name, type }: ImportedCredential): INode {
	return { ...node, credentials: { [type]: { id, name } } };
}
