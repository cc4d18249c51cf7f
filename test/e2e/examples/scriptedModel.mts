import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A tool as n8n describes it to a model: OpenAI's Responses API, `tools[]`. */
export interface ToolDefinition {
	readonly type: string;
	readonly name: string;
	readonly description?: string;
	readonly parameters: Readonly<Record<string, unknown>>;
}

/** What n8n asked the model. */
export interface ModelRequest {
	readonly model: string;
	readonly tools?: readonly ToolDefinition[];
	readonly input: readonly Readonly<Record<string, unknown>>[];
}

/** What the model does in one turn: calls a tool, or says something. */
export type Turn =
	| { readonly call: string; readonly with: Readonly<Record<string, unknown>> }
	| { readonly say: string };

/** A model that says what it is told to. */
export interface ScriptedModel {
	/** The base URL for n8n's OpenAI credential. */
	readonly url: string;
	/** Every request, oldest first. */
	readonly requests: readonly ModelRequest[];
	/** Sets what it does from now on; HTTP 400 where that throws, or where a request is none of that API's. */
	script(turn: (request: ModelRequest) => Turn): void;
	stop(): Promise<void>;
}

/** Starts a model on 127.0.0.1 that speaks OpenAI's Responses API, as much of it as n8n's chat model uses. */
export async function startScriptedModel(): Promise<ScriptedModel> {
	const requests: ModelRequest[] = [];
	let next: (request: ModelRequest) => Turn = () => {
		throw new Error('The model has no script.');
	};
	const server = createServer((incoming, outgoing) => {
		void readJson(incoming).then((body) => {
			const request = body as ModelRequest;
			requests.push(request);
			outgoing.setHeader('content-type', 'application/json');
			try {
				if (incoming.url !== '/v1/responses') throw new Error(`Not known: ${incoming.url ?? ''}`);
				outgoing.end(JSON.stringify(answer(requests.length, request, next(request))));
			} catch (error) {
				outgoing.statusCode = 400;
				outgoing.end(JSON.stringify({ error: { message: String(error) } }));
			}
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/v1`,
		requests,
		script(turn) {
			next = turn;
		},
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

function answer(number: number, request: ModelRequest, turn: Turn): unknown {
	const item =
		'call' in turn
			? {
					type: 'function_call',
					id: `fc_${String(number)}`,
					call_id: `call_${String(number)}`,
					name: turn.call,
					arguments: JSON.stringify(turn.with),
					status: 'completed',
				}
			: {
					type: 'message',
					id: `msg_${String(number)}`,
					role: 'assistant',
					status: 'completed',
					content: [{ type: 'output_text', text: turn.say, annotations: [] }],
				};
	return {
		id: `resp_${String(number)}`,
		object: 'response',
		created_at: Math.floor(Date.now() / 1000),
		status: 'completed',
		model: request.model,
		output: [item],
		usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 },
	};
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
}
