import { randomUUID } from 'node:crypto';
import { newAccount, type Account } from './accounts.mts';
import { newCertificate, newIssuer } from './certificates.mts';
import { apiTime, type SandboxClock } from './clock.mts';
import type { FaultQueue } from './faults/queue.mts';
import { sandboxApp } from './http/app.mts';
import { BASE_PATH } from './http/context.mts';
import type { Tally } from './limiter.mts';
import { close, listen, portOf } from './listen.mts';
import { endJob, type EndStatus } from './jobs.mts';
import type { Media } from './media.mts';
import { openApiPath } from './openapi.mts';
import type { Post } from './posts.mts';
import type { ApiRequest } from './requests.mts';
import { SANDBOX_API_KEY } from './seed.mts';
import { DEFAULT_SETTINGS, parseSettings, type SandboxSettings } from './settings.mts';
import { newTikTokPost } from './tiktok.mts';
import { World } from './world.mts';

export type { FaultSpec } from './faults/fault.mts';
export type { Outcome } from './media.mts';
export type { Post } from './posts.mts';
export type { ApiRequest } from './requests.mts';
export type { SandboxSettings } from './settings.mts';

/** How a sandbox starts: the settings, and what cannot be changed later. */
export interface SandboxOptions extends SandboxSettings {
	/** 0, the default, takes a free port. */
	port: number;
	/** Serves HTTPS, with a certificate of an issuer that is made anew each time. */
	tls: boolean;
	/** `SANDBOX_API_KEY` by default. */
	apiKey: string;
	/** Where openapi.yaml is; found by itself when the process works inside the repository. */
	openApiPath: string;
}

/** A running sandbox. Lists are read as they stand at that moment. */
export interface Sandbox {
	/** `http://127.0.0.1:<port>/api/v1`. */
	readonly baseUrl: string;
	/** The page of what was published. */
	readonly pageUrl: string;
	readonly apiKey: string;
	/** With `tls`: the issuer's certificate as PEM, which a client has to trust. */
	readonly issuer?: string;
	/** Every request to the API, oldest first. */
	readonly requests: ApiRequest[];
	/** What did not satisfy the OpenAPI document, with method and path. */
	readonly violations: string[];
	/** Every accepted publish, oldest first. */
	readonly posts: Post[];
	/** Every media, seeded, added and uploaded. */
	readonly media: Media[];
	/** How many posts, looks, uploads and other requests the limits took, and how many they refused. */
	readonly tally: Tally;
	/** Takes effect at once; jobs keep the times they were made with. */
	readonly settings: SandboxSettings;
	readonly faults: FaultQueue;
	readonly clock: SandboxClock;
	/** The highest number of requests to the API in flight at once. */
	readonly maxInFlight: number;
	resetMaxInFlight(): void;
	/** Adds a media: a video in GCS, unless `known` says otherwise. */
	addMedia(known?: Partial<Media>): Media;
	/** Takes a media out of the library and gives it back; `addMedia` adds it again as it was. Throws when it is not there. */
	removeMedia(mediaId: string): Media;
	/**
	 * Ends a job here and now, scheduled or running; `errorMessage` is the reason of one that failed. Throws when there is
	 * no such job, or it has ended already.
	 */
	endJob(outputJobId: string, status: EndStatus, errorMessage?: string): void;
	/** Forgets a job: looks at it are answered 404. Throws when there is none of that ID. */
	forgetJob(outputJobId: string): void;
	/** Adds an account that may publish, unless `known` says otherwise. */
	addAccount(known?: Partial<Account>): Account;
	/** Adds a scheduled Instagram job, due in `dueInMs`, to the list that both platforms share. Returns its outputJobId. */
	addInstagramJob(dueInMs: number): string;
	/** Back to how it started, with its seeds and settings; requests that wait are dropped. */
	reset(): void;
	/** Closes all connections and the server. */
	stop(): Promise<void>;
}

/**
 * Starts a sandbox on 127.0.0.1. Throws when the port is taken, an option is not a value for it, or the OpenAPI
 * document cannot be found.
 */
export async function startSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
	const { port = 0, tls, apiKey = SANDBOX_API_KEY, openApiPath: document, ...settings } = options;
	const world = new World({ ...DEFAULT_SETTINGS, ...parseSettings(settings) }, apiKey);
	const issuer = tls ? await newIssuer('Wonda sandbox issuer') : undefined;
	const certificate = issuer && (await newCertificate({ name: 'Wonda sandbox', issuer }));
	const server = await listen(sandboxApp(world, document ?? openApiPath()), port, certificate);
	const pageUrl = `${tls ? 'https' : 'http'}://127.0.0.1:${portOf(server)}/`;
	return {
		baseUrl: pageUrl.slice(0, -1) + BASE_PATH,
		pageUrl,
		apiKey,
		...(issuer === undefined ? {} : { issuer: issuer.cert }),
		settings: world.settings,
		faults: world.faults,
		clock: world.clock,
		get requests() {
			return world.log.requests;
		},
		get violations() {
			return violationsOf(world);
		},
		get posts() {
			return world.posts;
		},
		get media() {
			return [...world.media.values()];
		},
		get tally() {
			return structuredClone(world.limiter.tally);
		},
		get maxInFlight() {
			return world.log.maxInFlight;
		},
		resetMaxInFlight: () => world.log.resetMaxInFlight(),
		addMedia: (known) => world.addMedia(known),
		removeMedia: (mediaId) => world.removeMedia(mediaId),
		endJob(outputJobId, status, errorMessage) {
			endJob(world, outputJobId, status, errorMessage);
		},
		forgetJob: (outputJobId) => world.forgetJob(outputJobId),
		addAccount(known) {
			const account = newAccount(known);
			world.accounts.set(account.tiktokAccountId, account);
			return account;
		},
		addInstagramJob: (dueInMs) => addInstagramJob(world, dueInMs),
		reset: () => world.reset(),
		async stop() {
			world.end();
			await close(server);
		},
	};
}

function violationsOf(world: World): string[] {
	return world.log.requests.flatMap(({ method, path, violation }) =>
		violation === undefined ? [] : [`${method} ${path}: ${violation}`],
	);
}

function addInstagramJob({ clock, settings, jobs }: World, dueInMs: number): string {
	const outputJobId = randomUUID();
	jobs.set(outputJobId, {
		outputJobId,
		platform: 'instagram',
		mediaId: randomUUID(),
		scheduledFor: apiTime(clock.now() + dueInMs),
		startsAt: clock.steady() + dueInMs,
		steps: [{ status: 'in_progress', ms: settings.runMs }],
		end: { status: 'succeeded', post: newTikTokPost('instagram') },
	});
	return outputJobId;
}
