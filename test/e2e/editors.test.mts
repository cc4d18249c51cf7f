import { freePort } from '../../host/machine/ports.mts';
import { freshN8n } from './support/freshN8n.mts';
import { endAll } from './support/testRun.mts';
import { savedAs } from './support/workflows.mts';

jest.setTimeout(5 * 60_000);

const ends: (() => Promise<void>)[] = [];

afterAll(() => endAll(ends));

it('both open where two start at the same moment and ask for the same port', async () => {
	const workflows = [await savedAs('one', 'video-publish')];
	const made = [];
	for (let count = 0; count < 2; count += 1) {
		made.push(await freshN8n({ workflows }, (end) => ends.unshift(end)));
	}
	const port = await freePort();
	const editors = await Promise.all(made.map(({ host }) => host.startEditor({ port })));

	const urls = editors.map(({ url }) => url);
	expect(new Set(urls).size).toBe(2);
	expect(urls).toContain(`http://127.0.0.1:${String(port)}`);
	for (const url of urls) expect((await fetch(`${url}/rest/settings`)).status).toBe(200);
});
