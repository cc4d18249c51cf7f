/**
 * `fetch`, with a connection of its own: n8n ends one that has been idle for 5 s, and a busy machine may notice that
 * only when it has sent its next request there.
 */
export function ask(url: string, init: RequestInit = {}): Promise<Response> {
	return fetch(url, { ...init, headers: { ...init.headers, connection: 'close' } });
}
