import type { Page } from 'playwright-core';

import { until } from '../../../tools/n8n/machine/until.mts';
import type { FormLogin } from '../../../tools/n8n/setUp.mts';
import { ask } from '../support/n8nUser.mts';
import type { Stage } from './stage.mts';

const ENDS_WITHIN_MS = 90_000;

/** The page of a form. */
export interface FormPage {
	/** The values that are filled in, by the label of the field. */
	readonly filledIn: Readonly<Record<string, string>>;
	/**
	 * Fills in fields by their labels, submits the form, and follows it to its last page.
	 *
	 * @throws if there is no such field, or no last page.
	 */
	submit(fields?: Readonly<Record<string, string | File>>): Promise<FormEnding>;
}

/** The last page of a form. */
export interface FormEnding {
	readonly title: string;
	readonly message: string;
	/** The addresses of the links in the message. */
	readonly links: readonly string[];
	/** The message with its tags. */
	readonly html: string;
	readonly executionId: string;
}

/** Opens a form of n8n with its login. */
export async function openForm({ browser, login }: Stage, url: string): Promise<FormPage> {
	const httpCredentials = { username: login.user, password: login.password };
	const context = await browser.newContext({ httpCredentials });
	const page = await context.newPage();
	page.setDefaultTimeout(ENDS_WITHIN_MS);
	// n8n publishes a workflow in the background.
	await until(
		async () => (await page.goto(url))?.status(),
		(status) => status === 200,
		ENDS_WITHIN_MS,
	);
	return {
		filledIn: await filledInOn(page),
		async submit(fields = {}) {
			for (const [label, value] of Object.entries(fields)) {
				const field = page.getByLabel(label, { exact: true });
				if (typeof value === 'string') await field.fill(value);
				else await field.setInputFiles(await asUpload(value));
			}
			await page.locator('#submit-btn').click();
			await page.waitForURL(/form-waiting/);
			const ending = await endingOn(page);
			await untilEnded(page);
			await context.close();
			return ending;
		},
	};
}

async function filledInOn(page: Page): Promise<Record<string, string>> {
	const filledIn: Record<string, string> = {};
	for (const label of await page.locator('label[for]').all()) {
		const name = (await label.innerText()).trim();
		const value = await page.getByLabel(name, { exact: true }).inputValue();
		if (value !== '') filledIn[name] = value;
	}
	return filledIn;
}

const asUpload = async (file: File) => ({
	name: file.name,
	mimeType: file.type,
	buffer: Buffer.from(await file.arrayBuffer()),
});

async function endingOn(page: Page): Promise<FormEnding> {
	const message = page.locator('h1 + p');
	const links = await message.locator('a').all();
	return {
		title: await page.locator('h1').innerText(),
		message: (await message.innerText()).trim(),
		links: await Promise.all(links.map(async (link) => String(await link.getAttribute('href')))),
		html: await message.innerHTML(),
		executionId: new URL(page.url()).pathname.split('/').at(-1) ?? '',
	};
}

/** Waits for the end of the execution, which the last page causes. */
async function untilEnded(page: Page): Promise<void> {
	const url = new URL(page.url());
	url.pathname += '/n8n-execution-status';
	await until(
		async () => (await (await ask(url.href)).text()).trim(),
		(status) => status === 'success',
		ENDS_WITHIN_MS,
	);
}

function basicAuth({ user, password }: FormLogin['data']): Record<string, string> {
	return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** Expects that a form is neither shown nor taken without the login, or with a wrong one. */
export async function expectClosed(url: string): Promise<void> {
	const wrong = basicAuth({ user: 'wonda', password: 'wrong' });
	for (const headers of [{}, wrong, { 'x-auth-token': 'wrong' }]) {
		const shown = await until(
			() => ask(url, { headers }),
			({ status }) => status !== 404,
			ENDS_WITHIN_MS,
		);
		expect(shown.status).toBe(401);
		expect(shown.headers.get('www-authenticate')).toMatch(/^Basic /);
		const taken = await ask(url, { method: 'POST', headers, body: new FormData() });
		expect(taken.status).toBe(401);
	}
}
