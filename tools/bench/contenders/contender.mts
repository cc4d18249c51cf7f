import type { INode } from 'n8n-workflow';

import type { ImportedCredential } from '../../n8n/server/launch.mts';
import type { Part } from '../workflow.mts';
import type { NpmPackage } from './npm.mts';

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
	/** The node that posts each item without waiting. */
	readonly post: INode;
	/** The nodes that post each item and wait for its job. */
	readonly postAndWait: Part;
	/** The node that uploads the file in the field `data` of an item. */
	readonly upload: INode;
	/** The nodes that upload the file at the address `$json.link` of an item. */
	readonly uploadLink: Part;
	/** Whether they hand on the address alone, so that their service fetches the file. */
	readonly handsOnLinks?: boolean;
}

/** The address of a file, as an item has it. */
export const LINK = '={{ $json.link }}';

/** What each contender posts for an item: `$json.key` identifies the item. */
export const POST = {
	account: '550e8400-e29b-41d4-a716-446655440000',
	privacyLevel: 'SELF_ONLY',
	key: '={{ $json.key }}',
	caption: '={{ $json.caption }}',
	/** The address of its video, for services that take no media ID. */
	video: '=https://media.example.com/{{ $json.key }}.mp4',
} as const;

/** The key of an item from the address of its video. */
export function keyOfVideo(url: string): string {
	return url.slice(url.lastIndexOf('/') + 1).replace(/\.mp4$/, '');
}

export function withCredential(node: INode, { id, name, type }: ImportedCredential): INode {
	return { ...node, credentials: { [type]: { id, name } } };
}

/** A request to the service. */
export interface ServiceRequest {
	readonly method: string;
	/** Without the first part, which names the dialect. */
	readonly path: string;
	readonly query: URLSearchParams;
	/** The beginning of the body. */
	readonly body: string;
}

/** A post of the item with this key, a poll of this job, or an upload. */
export type Intent =
	| { readonly post: string }
	| { readonly poll: string }
	| { readonly upload: true };

/** The format of one service: the requests that its node sends, and the answers that the node reads. */
export interface Dialect {
	/** The intent of a request; undefined where the service has no such endpoint. */
	parse(request: ServiceRequest): Intent | undefined;
	accepted(jobId: string): object;
	job(jobId: string, hasEnded: boolean): object;
	uploaded(id: string): object;
	/** The body of an answer 429. */
	tooMany(): object;
}
