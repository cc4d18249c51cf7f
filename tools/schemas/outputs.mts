import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { dereference } from '@apidevtools/json-schema-ref-parser';

import { openApiPath } from '../sandbox/openapi.mts';
import { OPERATIONS, type NodeOperation } from './operations.mts';

/** What an operation outputs. */
interface Output {
	/** The endpoint whose answer it outputs, by its operationId in openapi.yaml. */
	answerOf: string;
	/** Whether each entry of the list in the answer becomes an item. */
	split?: true;
	/** Whether the output also holds what was posted. */
	posted?: true;
	/** Fields of the answer that no output has, because the node reports such an answer as an error. */
	without?: string[];
}

/** The outputs by resource and operation. An operation that waits outputs the job. */
const OUTPUTS: Record<string, Output> = {
	'account/getAll': { answerOf: 'listTikTokAccounts', split: true },
	'carousel/publish': { answerOf: 'publishCarousel', posted: true },
	'job/get': { answerOf: 'getPublishJob' },
	'job/wait': { answerOf: 'getPublishJob', without: ['errorMessage'] },
	'media/get': { answerOf: 'getMedia' },
	'media/getAll': { answerOf: 'listMedia', split: true },
	'media/upload': { answerOf: 'uploadMedia', without: ['errors'] },
	'schedule/cancel': { answerOf: 'cancelScheduled' },
	'schedule/getAll': { answerOf: 'listScheduled', split: true },
	'video/publish': {
		answerOf: 'getPublishJob',
		without: ['errorMessage', 'scheduledFor'],
		posted: true,
	},
	'video/schedule': { answerOf: 'publishVideo', posted: true },
};

/** The part of JSON Schema that openapi.yaml uses for answers, references resolved. */
export interface Schema {
	type?: string;
	const?: unknown;
	enum?: unknown[];
	anyOf?: Schema[];
	items?: Schema;
	properties?: Record<string, Schema>;
	additionalProperties?: Schema | boolean;
	required?: string[];
}

interface Body {
	content?: { 'application/json'?: { schema: Schema } };
}

interface Endpoint {
	operationId: string;
	requestBody?: Body;
	responses: Record<string, Body>;
}

interface Document {
	paths: Record<string, Record<string, Endpoint>>;
}

/** What the node adds to the answer to a post. */
const ALWAYS = ['mediaId', 'mediaIds', 'tiktokAccountId', 'caption', 'privacyLevel'];

/** The same by operation: only a scheduled post has a time. */
const POSTED: Record<string, string[]> = {
	publish: ALWAYS,
	schedule: [...ALWAYS, 'scheduledAt'],
};

/** The endpoint whose request describes what was posted. */
const POSTS: Record<string, string> = { video: 'publishVideo', carousel: 'publishCarousel' };

function endpoint(document: Document, operationId: string): Endpoint | undefined {
	return Object.values(document.paths)
		.flatMap((methods) => Object.values(methods))
		.find((candidate) => candidate.operationId === operationId);
}

function answerOf(document: Document, operationId: string): Schema {
	const answer = endpoint(document, operationId)?.responses['200'];
	const schema = answer?.content?.['application/json']?.schema;
	if (!schema) throw new Error(`openapi.yaml has no JSON answer of ${operationId}`);
	return schema;
}

/** The answer to a post, with what was posted. */
function withPosted(document: Document, { resource, operation }: NodeOperation, answer: Schema) {
	const request = endpoint(document, POSTS[resource] ?? '')?.requestBody;
	const { properties = {} } = request?.content?.['application/json']?.schema ?? {};
	const posted = Object.entries(properties).filter(([name]) => POSTED[operation]?.includes(name));
	return {
		...answer,
		properties: { ...answer.properties, ...Object.fromEntries(posted), ...answer.properties },
	};
}

/** An entry of the list that is split: the answer itself, or the first list in it. */
function entryOf(answer: Schema): Schema {
	const [shape = answer] = answer.anyOf ?? [];
	const lists = [shape, ...Object.values(shape.properties ?? {})];
	const entry = lists.find(({ type }) => type === 'array')?.items;
	if (entry?.anyOf?.[0]) return entry.anyOf[0];
	if (!entry) throw new Error('The answer to split holds no list');
	return entry;
}

function mapped<T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> {
	return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** A schema for n8n's editor, which shows `type`, `properties` and `items`. Nothing is required: every field may be missing. */
function forEditor(schema: Schema): Schema {
	const { properties, items, additionalProperties: others } = schema;
	const [value = schema.const] = schema.enum ?? [];
	return {
		...(value !== undefined && { type: typeof value }),
		...schema,
		required: undefined,
		...(properties && { properties: mapped(properties, forEditor) }),
		...(items && { items: forEditor(items) }),
		...(typeof others === 'object' && { additionalProperties: forEditor(others) }),
	};
}

function without(names: string[], schema: Schema): Schema {
	const kept = Object.entries(schema.properties ?? {}).filter(([name]) => !names.includes(name));
	return { ...schema, properties: Object.fromEntries(kept) };
}

/** Where n8n looks for the schema of an operation's output, in the folder of the node (n8n-core, `resolveOutputSchemaPath`). */
function pathOf({ version, resource, operation }: NodeOperation): string {
	const [major, minor = '0', patch = '0'] = String(version).split('.');
	return `__schema__/v${major}.${minor}.${patch}/${resource}/${operation}.json`;
}

/**
 * Writes the JSON schemas from which n8n's editor shows the output fields of an operation that has never run, made from
 * `tools/sandbox/openapi.yaml`.
 *
 * @param nodeFolder the folder of the node file
 * @throws Error for an operation without an entry in `OUTPUTS`, and for an entry that does not fit openapi.yaml
 */
export async function writeSchemas(nodeFolder: string): Promise<void> {
	const document = (await dereference(openApiPath())) as unknown as Document;
	for (const node of OPERATIONS) {
		const output = OUTPUTS[`${node.resource}/${node.operation}`];
		if (!output) throw new Error(`OUTPUTS has no entry for ${node.resource}/${node.operation}`);
		const answer = answerOf(document, output.answerOf);
		const own = output.split ? entryOf(answer) : answer;
		const item = output.posted ? withPosted(document, node, own) : own;
		const schema = without(output.without ?? [], forEditor(item));
		const file = path.join(nodeFolder, pathOf(node));
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, `${JSON.stringify(schema, undefined, '\t')}\n`);
	}
}
