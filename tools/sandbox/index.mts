import { sandboxApp } from './http/app.mts';
import { close, listen, portOf } from './listen.mts';
import { BASE_PATH } from './openapi.mts';
import { SANDBOX_API_KEY } from './seed.mts';
import { DEFAULT_SETTINGS, type SandboxSettings } from './settings.mts';
import { World } from './world.mts';

export type { FaultSpec } from './faults/fault.mts';
export type { Outcome } from './media.mts';
export type { Post } from './posts.mts';
export type { ApiRequest } from './requests.mts';
export type { SandboxSettings } from './settings.mts';

/** The settings to start with, and what cannot be changed later. */
export interface SandboxOptions extends SandboxSettings {
	/** 0, the default, takes a free port. */
	port: number;
	/** The keys that are accepted; `[SANDBOX_API_KEY]` by default. */
	apiKeys: string[];
}

/** A running sandbox. */
export type Sandbox = World & {
	/** `http://127.0.0.1:<port>/api/v1`. */
	readonly baseUrl: string;
	/** The page that shows what was published. */
	readonly pageUrl: string;
	/**
	 * A link to a file of the sandbox's own host.
	 *
	 * @param path what `fileHost.mts` describes, with a query or without: `clip.mp4`, `cut/clip.mp4?bytes=5000000`
	 */
	fileUrl(path: string): string;
	/** The first of `apiKeys`. */
	readonly apiKey: string;
	/** Closes all connections and the server. */
	stop(): Promise<void>;
};

/** Starts a sandbox on 127.0.0.1. Throws when the port is in use. */
export async function startSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
	const { port = 0, apiKeys = [SANDBOX_API_KEY], ...settings } = options;
	const world = new World({ ...DEFAULT_SETTINGS, ...settings }, apiKeys);
	const server = await listen(sandboxApp(world), port);
	const pageUrl = `http://127.0.0.1:${portOf(server)}/`;
	return Object.assign(world, {
		baseUrl: pageUrl.slice(0, -1) + BASE_PATH,
		pageUrl,
		fileUrl: (path: string) => `${pageUrl}files/${path}`,
		apiKey: apiKeys[0] ?? '',
		async stop() {
			world.drop();
			await close(server);
		},
	});
}
