import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	NodeApiError,
	type ICredentialsDecrypted,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRunExecutionData,
	type JsonObject,
} from 'n8n-workflow';

import { WondaApi } from '../../credentials/WondaApi.credentials';
import type { WondaCredential } from './credentials.mts';
import { additionalDataFor, loadWorkflow, storedWorkflow } from './engine.mts';

/** What the editor shows after a credential was saved. */
export interface Verdict {
	status: 'OK' | 'Error';
	message: string;
}

/**
 * Whether this n8n applies the rules for HTTP statuses: errors of n8n 1.x do not keep the answer that they wrap, so it
 * shows words of its own.
 */
export const APPLIES_RULES =
	new NodeApiError({} as INode, new Error('wrapped') as unknown as JsonObject).cause !== undefined;

interface RequestError extends Error {
	cause?: { code?: string; response?: { status: number; statusText: string } };
}

const { test, name: credentialType } = new WondaApi();
const { rules = [] } = test;

/** The node that n8n makes up to send the request of a credential's test. */
const tester: INodeType = {
	description: {
		displayName: 'No Operation',
		name: 'noOp',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'No Operation' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: credentialType, required: true }],
		properties: [
			{
				displayName: 'Temp',
				name: 'temp',
				type: 'string',
				default: '',
				routing: { request: test.request },
			},
		],
	},
};

const node: INode = {
	id: 'temp',
	name: 'Temp-Node',
	type: 'noOp',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	credentials: { [credentialType]: { id: 'test', name: 'Wonda API' } },
};

const types: INodeTypes = {
	getByName: () => tester,
	getByNameAndVersion: () => tester,
	getKnownTypes: () => ({}),
};

/** What n8n makes of an answer that is no success, and of none at all. */
function verdictOn({ cause, message }: RequestError): Verdict {
	if (!cause?.response) return { status: 'Error', message: cause?.code ?? message };
	const { status, statusText } = cause.response;
	const rule = rules.find(
		({ type, properties }) => type === 'responseCode' && properties.value === status,
	);
	return { status: 'Error', message: rule?.properties.message ?? statusText };
}

/**
 * Tests a credential as n8n's server does when somebody saves it: its test request runs through n8n's real
 * `RoutingNode`, then its rules are applied to the answer.
 */
export async function testCredential(credential: WondaCredential): Promise<Verdict> {
	const saved = { name: 'Credential test', nodes: [node], connections: {} };
	const decrypted: ICredentialsDecrypted = {
		id: 'test',
		name: 'Wonda API',
		type: credentialType,
		data: { ...credential },
	};
	const input = { main: [[{ json: {} }]] };
	const workflow = loadWorkflow(saved, types);
	const [loaded = node] = Object.values(workflow.nodes);
	const context = new ExecuteContext(
		workflow,
		loaded,
		additionalDataFor(credential, storedWorkflow(saved)),
		'internal',
		{ resultData: { runData: {} } } as IRunExecutionData,
		0,
		[],
		input,
		{ node: loaded, data: {}, source: null },
		[],
	);

	let answer: INodeExecutionData[][] | null | undefined;
	try {
		answer = await new RoutingNode(context, tester, decrypted).runNode();
	} catch (error) {
		return verdictOn(error as RequestError);
	}

	const body = answer?.[0]?.[0]?.json;
	const broken = rules.find(
		({ type, properties }) =>
			type === 'responseSuccessBody' && body?.[properties.key] === properties.value,
	);
	return broken
		? { status: 'Error', message: broken.properties.message }
		: { status: 'OK', message: 'Connection successful!' };
}
