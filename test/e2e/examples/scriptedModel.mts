import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A request of n8n to the model. */
export interface ModelRequest {
	readonly model: string;
	readonly tools?: readonly Readonly<Record<string, unknown>>[];
	readonly input: readonly Readonly<Record<string, unknown>>[];
}

/** What the model does in one turn: calls a tool, or says something. */
export type Turn =
	| { readonly call: string; readonly with: Readonly<Record<string, unknown>> }
	| { readonly say: string };

/** A model that follows a script. */
export interface ScriptedModel {
	/** The base URL for n8n's OpenAI credential. */
	readonly url: string;
	/** Every request, oldest first. */
	readonly requests: readonly ModelRequest[];
	/** Sets its turns from now on; one that throws is answered with HTTP 400. */
	script(turn: (request: ModelRequest) => Turn): void;
	stop(): Promise<void>;
}

/** Starts a model on 127.0.0.1 with the part of OpenAI's Responses API that n8n's chat model uses. */
export async function startScriptedModel(): Promise<ScriptedModel> {
	const requests: ModelRequest[] = [];
	let next: (request: ModelRequest) => Turn = () => {
		throw new Error('The model has no script.');
	};
	const server = createServer((incoming, outgoing) => {
		void json(incoming).then((body) => {
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
