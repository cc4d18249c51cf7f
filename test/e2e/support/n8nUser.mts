import { createRequire } from 'node:module';
import path from 'node:path';

import type { INodeTypeDescription } from 'n8n-workflow';

import type { N8nInstall } from '../../../tools/n8n/install/installN8n.mts';
import { until } from '../../../tools/n8n/machine/until.mts';
import type { Editor } from '../../../tools/n8n/server/editor.mts';
import type { Execution, Json } from '../../../tools/n8n/server/execution.mts';

/** `fetch` with a new connection: n8n closes idle ones after 5 s, which a busy machine may notice too late. */
export function ask(url: string, init: RequestInit = {}): Promise<Response> {
	return fetch(url, { ...init, headers: { ...init.headers, connection: 'close' } });
}

const ENDS_WITHIN_MS = 90_000;

/** An execution as n8n's editor shows it. */
export type EditorExecution = Pick<Execution, 'status' | 'error' | 'runData'>;

interface PublicationStatus {
	readonly status: string;
	readonly triggers: readonly { readonly errorMessage: string | null }[];
}

/** A user of n8n's editor, by the editor's own requests instead of clicks. */
export interface N8nUser {
	/** Publishes a workflow: its trigger and its forms work soon after. */
	publish(workflowId: string): Promise<void>;
	/** Stops a workflow from starting. */
	unpublish(workflowId: string): Promise<void>;
	/** Why the triggers of a published workflow do not work, a text for each. */
	activationErrors(workflowId: string): Promise<string[]>;
	/** Executes a workflow from one of its triggers; `item` is the trigger's output, such as a chat message. */
	run(workflowId: string, trigger: string, item?: Json): Promise<EditorExecution>;
	/** The IDs of a workflow's executions, the oldest first. */
	executionsOf(workflowId: string): Promise<string[]>;
	/** An execution that has ended, or waits for its form to be shown. */
	execution(executionId: string): Promise<EditorExecution>;
	/** Sends a request of the editor. In: the route below /rest, and a body. */
	ask<T>(route: string, body?: unknown, method?: string): Promise<T>;
	/** Every type of node that n8n offers. */
	nodeTypes(): Promise<INodeTypeDescription[]>;
	/** The credentials that were imported. */
	credentials(): Promise<{ readonly id: string; readonly type: string }[]>;
}

/**
 * Signs in as the owner of an editor.
 *
 * @throws if n8n refuses the password; every method throws if n8n refuses its request.
 */
export async function ownerAt(
	editor: Pick<Editor, 'url' | 'email' | 'password'>,
	install: N8nInstall,
): Promise<N8nUser> {
	// n8n's own module for the format of an execution's data.
	const inN8n = createRequire(path.join(install.modules, 'n8n', 'package.json'));
	const { parse } = inN8n('flatted') as { parse: (text: string) => unknown };
	let cookie = '';

	const request = async (
		route: string,
		body?: unknown,
		method = body === undefined ? 'GET' : 'POST',
	): Promise<unknown> => {
		const answer = await ask(`${editor.url}${route}`, {
			method,
			headers: { cookie, 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${route}: HTTP ${String(answer.status)} ${text}`);
		cookie ||= answer.headers
			.getSetCookie()
			.map((set) => set.split(';')[0])
			.join('; ');
		return JSON.parse(text);
	};
	const rest = async <T,>(route: string, body?: unknown, method?: string) =>
		((await request(`/rest${route}`, body, method)) as { data: T }).data;

	await rest('/login', { emailOrLdapLoginId: editor.email, password: editor.password });

	const execution = async (executionId: string): Promise<EditorExecution> => {
		const { status, data } = await until(
			() => rest<{ status: string; data: string }>(`/executions/${executionId}`),
			(found) => found.status !== 'new' && found.status !== 'running',
			ENDS_WITHIN_MS,
		);
		const { resultData } = parse(data) as { resultData: Omit<EditorExecution, 'status'> };
		return { status, error: resultData.error, runData: resultData.runData };
	};

	return {
		ask: rest,
		execution,
		async executionsOf(workflowId) {
			const filter = encodeURIComponent(JSON.stringify({ workflowId }));
			const { results } = await rest<{ results: { id: string }[] }>(
				`/executions?limit=100&filter=${filter}`,
			);
			return results.map(({ id }) => id).sort((a, b) => Number(a) - Number(b));
		},
		async publish(workflowId) {
			const { versionId } = await rest<{ versionId: string }>(`/workflows/${workflowId}`);
			await rest(`/workflows/${workflowId}/activate`, { versionId });
		},
		async unpublish(workflowId) {
			await rest(`/workflows/${workflowId}/deactivate`, {});
		},
		async activationErrors(workflowId) {
			const { triggers } = await until(
				() => rest<PublicationStatus>(`/workflows/${workflowId}/publication-status`),
				({ status }) => status !== 'in_progress' && status !== 'not_published',
				ENDS_WITHIN_MS,
			);
			return triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
		},
		async run(workflowId, trigger, item) {
			const given = item && {
				data: {
					startTime: Date.now(),
					executionTime: 0,
					executionStatus: 'success',
					source: [null],
					data: { main: [[{ json: item }]] },
				},
			};
			const { executionId } = await rest<{ executionId: string }>(`/workflows/${workflowId}/run`, {
				triggerToStartFrom: { name: trigger, ...given },
			});
			return await execution(executionId);
		},
		nodeTypes: async () => (await request('/types/nodes.json')) as INodeTypeDescription[],
		credentials: () => rest('/credentials'),
	};
}
