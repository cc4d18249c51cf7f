import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

import type { Editor } from '../../tools/n8n/server/editor.mts';
import { type Host } from '../../tools/n8n/server/launch.mts';
import { type Sandbox } from '../../tools/sandbox/index.mts';
import { CURIOUS } from '../engine/security/curious.mts';
import { type N8nUser, ownerAt } from './support/n8nUser.mts';
import { freshN8n } from './support/freshN8n.mts';
import { endAll } from './support/testRun.mts';
import { savedAs } from './support/workflows.mts';

jest.setTimeout(5 * 60_000);

const START = 'Start';

/** Every field that an author may write an expression into, by a name for the test: a saved workflow and what is changed in it. */
const PLACES = {
	Caption: ['video-publish', (text: string) => ({ caption: text })],
	'Privacy Level': ['video-publish', (text: string) => ({ privacyLevel: text })],
	'Media ID': ['video-publish', (text: string) => ({ mediaId: located(text) })],
	'an additional field': [
		'video-publish',
		(text: string) => ({ additionalFields: { isAigc: text } }),
	],
	Timezone: ['video-schedule', (text: string) => ({ timezone: text })],
	'Return All': ['account-get-all', (text: string) => ({ returnAll: text })],
	'a filter of media': ['media-get-all', (text: string) => ({ filters: { kind: text } })],
} as const;

const located = (value: string) => ({ __rl: true, mode: 'id', value });

const CASES = Object.entries(PLACES).flatMap(([place, [saved, change]]) =>
	CURIOUS.map((expression) => ({ place, expression, saved, parameters: change(expression) })),
);
const idOf = (number: number) => `curious${String(number)}`;

let sandbox: Sandbox;
let host: Host;
let editor: Editor;
let user: N8nUser;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
	const workflows = await Promise.all(
		CASES.map(({ saved, parameters }, number) => savedAs(idOf(number), saved, parameters)),
	);
	const made = await freshN8n(
		{
			workflows: [...workflows, await savedAs('plain', 'video-publish')],
			sandbox: { queuedMs: 0, runMs: 100 },
		},
		(end) => ends.unshift(end),
	);
	({ sandbox, host } = made);
	editor = await host.startEditor();
	user = await ownerAt(editor, made.install);
});

afterAll(() => endAll(ends));

/** The part of the key that is a secret; its beginning is the same for all. */
const secret = () => sandbox.apiKey.slice(3);

it('runs a workflow without such an expression', async () => {
	const { status } = await user.run('plain', START);

	expect(status).toBe('success');
	expect(sandbox.posts).toHaveLength(1);
});

describe('The key is out of reach for an expression in', () => {
	beforeEach(() => {
		sandbox.reset();
	});

	it.each(CASES.map((tried, number) => [tried.place, tried.expression, number] as const))(
		'%s: %s',
		async (_place, _expression, number) => {
			const execution = await user.run(idOf(number), START);

			expect(execution.status).toBe('error');
			expect(execution.error).toBeDefined();
			expect(JSON.stringify(execution)).not.toContain(secret());
			expect(sandbox.requests).toEqual([]);
		},
	);
});

it('leaves no key in anything that n8n has written down', async () => {
	const folder = path.join(host.userFolder, '.n8n');
	const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
		.filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
		.map((entry) => path.join(entry.parentPath, entry.name));
	const found: string[] = [];
	for (const file of files) if ((await readFile(file)).includes(secret())) found.push(file);

	expect(files.map((file) => path.basename(file))).toContain('database.sqlite');
	expect(found).toEqual([]);
	expect(editor.log()).not.toContain(secret());
});
