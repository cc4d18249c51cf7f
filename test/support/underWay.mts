import { ClientRequest } from 'node:http';

/** All but the date and the timers that the node and n8n's engine wait with: HTTP goes on at its own pace. */
export const REAL = [
	'clearImmediate',
	'clearInterval',
	'hrtime',
	'nextTick',
	'performance',
	'queueMicrotask',
	'setImmediate',
	'setInterval',
] as const;

/** Requests of this process from the moment they get a connection until they are closed. */
export interface UnderWay {
	readonly size: number;
	/** Sees no more of them. */
	end(): void;
}

/**
 * Watches requests. Node tells of them on a channel as well, but of one whose body is a stream only when that has ended.
 *
 * @param onRequest is called for each that begins
 */
export function watchRequests(onRequest: () => void = () => undefined): UnderWay {
	const requests = new Set<ClientRequest>();
	const { onSocket } = ClientRequest.prototype;
	ClientRequest.prototype.onSocket = function (...args) {
		requests.add(this);
		this.once('close', () => requests.delete(this));
		onRequest();
		onSocket.apply(this, args);
	};
	return {
		get size() {
			return requests.size;
		},
		end() {
			ClientRequest.prototype.onSocket = onSocket;
		},
	};
}
