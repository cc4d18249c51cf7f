import { randomBytes } from 'node:crypto';

import { freePort } from '../machine/ports.mts';
import { type Child, lastLines, stopProcess } from '../machine/processes.mts';
import { until } from '../machine/until.mts';
import { readLog } from './execution.mts';
import { type N8nContext, startN8n } from './n8nCommand.mts';

/** n8n's own default port. */
export const USUAL_PORT = 5678;
const READY_WITHIN_MS = 240_000;

/** The owner account of an n8n. */
export interface Owner {
	readonly email: string;
	readonly password: string;
}

export interface EditorSettings {
	/** The port to listen on if it is free; by default a random one. */
	readonly port?: number;
	/** The owner account, if an earlier start has created it. */
	readonly owner?: Owner;
}

/** A running editor and how to sign in. */
export interface Editor extends Owner {
	readonly url: string;
	/** The end of n8n's log. */
	readonly log: () => string;
	/** Ends n8n as an operator does. */
	readonly stop: () => Promise<void>;
	/** Kills n8n. */
	readonly kill: () => Promise<void>;
	/** Resolves with the exit code when n8n ends. */
	readonly ended: Promise<number | null>;
}

/**
 * Starts `n8n start` on 127.0.0.1 and creates its owner account, which owns the imported workflows and credentials.
 *
 * @throws with the last lines of n8n's log if it is not ready within four minutes.
 */
export async function startEditor(
	context: N8nContext,
	settings: EditorSettings = {},
): Promise<Editor> {
	const port = String(await freePort(settings.port));
	const url = `http://127.0.0.1:${port}`;
	const child = await startN8n(context, ['start'], {
		N8N_PORT: port,
		N8N_EDITOR_BASE_URL: url,
		WEBHOOK_URL: url,
	});
	const output = keepOutput(child);
	const log = () => readLog(output());
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	void ended.then((code) => {
		if (code)
			process.stderr.write(`n8n has ended (exit code ${String(code)}):\n${lastLines(log())}\n`);
	});
	try {
		await untilReady(child, () => isUp(url));
		const owner = settings.owner ?? (await makeOwner(url));
		return {
			...owner,
			url,
			log,
			ended,
			stop: () => stopProcess(child),
			kill: () => stopProcess(child, 0),
		};
	} catch (error) {
		await stopProcess(child);
		throw new Error(`The editor did not start: ${String(error)}\n${lastLines(log())}`);
	}
}

/** This address answers only when the whole server is up; the health checks answer before that. */
async function isUp(url: string): Promise<boolean> {
	const answer = await fetch(`${url}/rest/settings`).catch(() => undefined);
	return Boolean(answer?.headers.get('content-type')?.includes('application/json') && answer.ok);
}

/**
 * Waits until an n8n process is ready.
 *
 * @throws if it ends first, or is not ready within four minutes.
 */
export async function untilReady(
	child: Child,
	isReady: () => boolean | Promise<boolean>,
): Promise<void> {
	const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
	await until(async () => hasEnded() || (await isReady()), Boolean, READY_WITHIN_MS);
	if (hasEnded()) throw new Error('n8n has ended.');
}

/** Creates the owner account of an n8n that has none, with a random password. */
export async function makeOwner(url: string): Promise<Owner> {
	const email = 'owner@example.com';
	// Who can sign in can run code as the user who started n8n, so the password is random even on a local machine.
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

/** Keeps the output of a process. */
export function keepOutput(child: Child): () => string {
	let kept = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8');
		stream.on('data', (text: string) => (kept += text));
	}
	return () => kept;
}
