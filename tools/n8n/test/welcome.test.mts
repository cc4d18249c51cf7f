import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { howToStart, WAYS, welcome } from '../start/welcome.mts';
import type { ImportedWorkflow } from '../server/launch.mts';
import { WORKFLOWS_FOLDER } from '../project.mts';
import { MEDIA } from '../../sandbox/seed.mts';

interface Saved extends ImportedWorkflow {
	readonly connections: Readonly<
		Record<string, Readonly<Record<string, readonly (readonly { node: string }[])[]>>>
	>;
}

const WORKFLOWS = readdirSync(WORKFLOWS_FOLDER, { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.json'))
	.map((name) => JSON.parse(readFileSync(path.join(WORKFLOWS_FOLDER, name), 'utf8')) as Saved);

/** The types of the nodes that a workflow begins with: those that hand items on and get none. */
function beginnings({ nodes, connections }: Saved): string[] {
	const mains = Object.entries(connections).flatMap(([from, { main = [] }]) =>
		main.flat().map((to) => ({ from, to: to.node })),
	);
	const begins = (name: string) =>
		mains.some(({ from }) => from === name) && !mains.some(({ to }) => to === name);
	return nodes.filter(({ name }) => begins(name)).map(({ type }) => type);
}

it.each(WORKFLOWS.map((workflow) => [workflow.name, workflow] as const))(
	'tells how to start: %s',
	(_name, workflow) => {
		const types = beginnings(workflow);
		expect(types.length).toBeGreaterThan(0);
		expect(types.filter((type) => !(type in WAYS))).toEqual([]);
		for (const type of types) expect(howToStart(workflow.nodes)).toContain(WAYS[type]);
	},
);

it('the table holds no trigger that no workflow uses', () => {
	expect(Object.keys(WAYS).sort()).toEqual([...new Set(WORKFLOWS.flatMap(beginnings))].sort());
});

it('names the triggers where there are several, and sends to the canvas where it knows none', () => {
	const schedule = { name: 'Every morning', type: 'n8n-nodes-base.scheduleTrigger' };
	const form = { name: 'Cancel a post', type: 'n8n-nodes-base.formTrigger' };
	expect(howToStart([schedule, form])).toBe(
		'choose a trigger at the button; “Every morning”: click Execute workflow, it runs at once; ' +
			'“Cancel a post”: click Execute workflow, a form opens',
	);
	expect(howToStart([{ name: 'Note', type: 'n8n-nodes-base.stickyNote' }])).toBe('see its canvas');
});

it('tells all that is needed to begin', () => {
	const text = welcome({
		editor: { url: 'http://editor.example', email: 'me@example.com', password: 'secret' },
		host: { userFolder: '/folder', workflows: WORKFLOWS },
		sandbox: { pageUrl: 'http://sandbox.example/' },
		login: { user: 'wonda', password: 'open' },
		samples: { video: '/v.mp4', images: ['/1.jpg', '/2.jpg'], spreadsheet: '/s.csv' },
	});
	const all = [
		...['http://editor.example', 'me@example.com', 'secret', 'http://sandbox.example/', 'open'],
		...['wonda.studio', 'wonda.reader (may not post)', 'tools/sandbox/README.md', '/folder'],
		...[MEDIA.videos, MEDIA.jpegs, MEDIA.webps].map(
			(ids) => `${String(ids.length)}, the first is ${String(ids[0])}`,
		),
		...['/v.mp4', '/1.jpg', '/2.jpg', '/s.csv', 'What to set stands on each canvas'],
	];
	expect(all.filter((part) => !text.includes(part))).toEqual([]);
	for (const { id, name, nodes } of WORKFLOWS) {
		expect(text).toContain(
			`http://editor.example/workflow/${id}  ${name}\n      ${howToStart(nodes)}`,
		);
	}
	expect(text).not.toContain('undefined');
});

it('names the example that its spreadsheet is for', () => {
	expect(WORKFLOWS.map(({ name }) => name)).toContain(
		'Schedule a month of TikTok posts from a spreadsheet',
	);
});
