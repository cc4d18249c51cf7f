import { randomBytes } from 'node:crypto';

import { readLog } from './execution.mts';
import { type N8nContext, startN8n } from './n8nCommand.mts';
import { freePort } from '../machine/ports.mts';
import { type Child, lastLines, stopProcess } from '../machine/processes.mts';
import { until } from '../machine/until.mts';

/** n8n's own port, which people expect. */
export const USUAL_PORT = 5678;
const READY_WITHIN_MS = 120_000;

/** The owner account of an n8n. */
export interface Owner {
	readonly email: string;
	readonly password: string;
}

export interface EditorSettings {
	/** The port to listen on where it is free; any free one unless told, so that many can start at the same time. */
	readonly port?: number;
	/** The owner account, where an earlier start has made it. */
	readonly owner?: Owner;
}

/** A running editor and how to get in. */
export interface Editor extends Owner {
	readonly url: string;
	/** The end of what n8n has printed. */
	readonly log: () => string;
	/** Ends n8n without a goodbye, as a crash does. */
	readonly kill: () => Promise<void>;
	/** Fulfilled with the exit code when n8n ends. */
	readonly ended: Promise<number | null>;
}

/**
 * Starts `n8n start` on 127.0.0.1 and makes its owner account, which owns the imported workflows and credentials.
 *
 * @throws with the last lines of n8n's log where it is not ready within two minutes.
 */
export async function startEditor(
	context: N8nContext,
	settings: EditorSettings = {},
): Promise<Editor> {
	const port = await freePort(...(settings.port === undefined ? [] : [settings.port]));
	const url = `http://127.0.0.1:${String(port)}`;
	const child = await startN8n(context, ['start'], {
		N8N_PORT: String(port),
		N8N_EDITOR_BASE_URL: url,
		WEBHOOK_URL: url,
	});
	const log = keepLog(child);
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	try {
		await untilReady(url, child);
		const owner = settings.owner ?? (await makeOwner(url));
		return {
			...owner,
			url,
			log: () => readLog(log()),
			kill: () => stopProcess(child, 0),
			ended,
		};
	} catch (error) {
		await stopProcess(child);
		// Somebody else has taken it since it was found free: another editor that starts at this moment, say.
		const isTaken =
			settings.port === port && log().includes(`port ${String(port)} is already in use`);
		if (isTaken) return await startEditor(context, { owner: settings.owner });
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(`The editor did not start: ${reason}\n${lastLines(readLog(log()))}`, {
			cause: error,
		});
	}
}

async function untilReady(url: string, child: Child): Promise<void> {
	const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
	const isUp = async () => {
		// This address answers only when the whole server is up; the health checks answer before that.
		const answer = await fetch(`${url}/rest/settings`).catch(() => undefined);
		return answer?.ok && answer.headers.get('content-type')?.includes('application/json');
	};
	const isOver = async () => hasEnded() || (await isUp());
	const late = `n8n was not ready within ${String(READY_WITHIN_MS / 1000)} s.`;
	await until(isOver, Boolean, READY_WITHIN_MS).catch((cause: unknown) => {
		throw new Error(late, { cause });
	});
	if (hasEnded()) throw new Error('n8n ended.');
}

/** Makes the owner account of an n8n that has none, with a password of its own. */
export async function makeOwner(url: string): Promise<Owner> {
	const email = 'owner@example.com';
	// Whoever logs in can run code as the user who started this, so even a local editor gets a password of its own.
	const password = `Wonda-${randomBytes(4).toString('hex')}-1`;
	const answer = await fetch(`${url}/rest/owner/setup`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ email, password, firstName: 'Wonda', lastName: 'Owner' }),
	});
	if (!answer.ok) {
		throw new Error(`No owner account: HTTP ${String(answer.status)} ${await answer.text()}`);
	}
	return { email, password };
}

/** Keeps the end of what a process prints; its output has to be read, or it would stop. */
function keepLog(child: Child): () => string {
	const MOST = 100_000;
	let kept = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8');
		stream.on('data', (text: string) => {
			kept = (kept + text).slice(-MOST);
		});
	}
	return () => kept;
}
