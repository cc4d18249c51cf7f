import { setTimeout as pause } from 'node:timers/promises';

import { freePort } from '../../tools/n8n/machine/ports.mts';
import { freshN8n } from './support/freshN8n.mts';
import { endAll } from './support/testRun.mts';
import { savedAs } from './support/workflows.mts';

jest.setTimeout(5 * 60_000);

const ends: (() => Promise<void>)[] = [];

afterAll(() => endAll(ends));

it('both open where one starts while another does, and asks for the same port', async () => {
	const workflows = [await savedAs('one', 'video-publish')];
	const made = [];
	for (let count = 0; count < 2; count += 1) {
		made.push(await freshN8n({ workflows }, (end) => ends.unshift(end)));
	}
	const port = await freePort();
	const starts = [];
	for (const { host } of made) {
		starts.push(host.startEditor({ port }));
		// The second one looks for a port before the first one, which takes seconds to start, listens on it.
		await pause(500);
	}
	const editors = await Promise.all(starts);

	const urls = editors.map(({ url }) => url);
	expect(new Set(urls).size).toBe(2);
	expect(urls).toContain(`http://127.0.0.1:${String(port)}`);
	for (const url of urls) expect((await fetch(`${url}/rest/settings`)).status).toBe(200);
});
