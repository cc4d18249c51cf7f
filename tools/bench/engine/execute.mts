import type {
	ICredentialsHelper,
	IHttpRequestOptions,
	INode,
	IPinData,
	IRun,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';

import type { ImportedCredential } from '../../n8n/server/launch.mts';
import type { BenchWorkflow } from '../workflow.mts';
import type { N8n } from './n8n.mts';

/** n8n's credentials without its database: it adds the headers that a credential type declares. */
function credentialsHelper(n8n: N8n, { type, data }: ImportedCredential): ICredentialsHelper {
	const helper: Partial<ICredentialsHelper> = {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		preAuthentication: async () => undefined,
		getDecrypted: async () => ({ ...data }) as never,
		authenticate: async (data, _type, request, workflow, node) => {
			const { authenticate } = n8n.credentialType(type);
			if (typeof authenticate === 'function') {
				return await authenticate(data, request as IHttpRequestOptions);
			}
			const headers = authenticate?.properties.headers;
			const added = Object.entries(headers ?? {}).map(([name, value]) => [
				name,
				(workflow as Workflow).expression.getSimpleParameterValue(
					node as INode,
					value as string,
					'internal',
					{ $credentials: data },
				) as string,
			]);
			return {
				...(request as IHttpRequestOptions),
				headers: { ...request.headers, ...Object.fromEntries(added) },
			};
		},
	};
	return helper as ICredentialsHelper;
}

/**
 * Runs a workflow in n8n's engine, as n8n's server does.
 *
 * @param credential the only one that the workflow uses
 * @param pinData items that a node of the workflow outputs without running
 * @returns the execution as n8n would save it
 */
export async function executeWorkflow(
	n8n: N8n,
	saved: BenchWorkflow,
	credential: ImportedCredential,
	pinData?: IPinData,
): Promise<IRun> {
	const { core, workflow: api, nodeTypes } = n8n;
	const stored = { ...saved, active: false } as IWorkflowBase;
	const additionalData = {
		credentialsHelper: credentialsHelper(n8n, credential),
		hooks: new core.ExecutionLifecycleHooks('cli', 'benchmark', stored),
		currentNodeExecutionIndex: 0,
		executionId: 'benchmark',
		restApiUrl: 'http://n8n.test/rest',
		instanceBaseUrl: 'http://n8n.test',
		webhookBaseUrl: 'http://n8n.test/webhook',
		webhookWaitingBaseUrl: 'http://n8n.test/webhook-waiting',
		webhookTestBaseUrl: 'http://n8n.test/webhook-test',
		formWaitingBaseUrl: 'http://n8n.test/form-waiting',
		variables: {},
		setExecutionStatus: () => undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
	const workflow = new api.Workflow({ ...stored, nodeTypes });
	return await new core.WorkflowExecute(additionalData, 'cli').run({
		workflow,
		startNode: workflow.getStartNode(),
		pinData,
	});
}
