import type { FormLogin } from '../../../host/setUp.mts';
import { until } from '../../../host/machine/until.mts';
import { ask } from '../support/n8nUser.mts';

const ENDS_WITHIN_MS = 90_000;
const ENDED = new Set(['success', 'error', 'crashed', 'canceled']);

/** A form as its page shows it. */
export interface FormPage {
	/** What is filled in already, by the label of the field. */
	readonly filledIn: Readonly<Record<string, string>>;
	/**
	 * Fills in the fields named by their labels, submits the form, and follows it to its last page.
	 *
	 * @throws where the workflow fails on the way.
	 */
	submit(fields?: Readonly<Record<string, string | File>>): Promise<FormEnding>;
}

/** The page at the end of a form, as text. */
export interface FormEnding {
	readonly title: string;
	readonly message: string;
	/** Where the links of the message lead. */
	readonly links: readonly string[];
	/** The message as it stands in the page. */
	readonly html: string;
	readonly executionId: string;
}

/** A user name and a password as a browser sends them, once it has asked for them. */
function basicAuth({ user, password }: FormLogin['data']): Record<string, string> {
	return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** Opens a form of n8n's with a login, and does with it what its pages do in a browser. */
export async function openForm(url: string, login: FormLogin['data']): Promise<FormPage> {
	// n8n publishes a workflow in the background: its form is there some time later.
	const found = await until(
		() => ask(url, { headers: basicAuth(login) }),
		({ ok }) => ok,
		ENDS_WITHIN_MS,
	);
	const page = await found.text();
	const inputs = Object.fromEntries(
		[...page.matchAll(/<label[^>]* for='([^']+)'>([^<]*)<\/label>/g)].map(([, name, label]) => [
			toText(label),
			name ?? '',
		]),
	);
	// What the page sends along is proof of the login for a while.
	const token = /const authToken = '([^']+)'/.exec(page)?.[1] ?? '';
	const valueOf = (name: string) =>
		toText(new RegExp(`name='${name}'\\s+value="([^"]*)"`).exec(page)?.[1]);
	const filledIn = Object.fromEntries(
		Object.entries(inputs)
			.map(([label, name]) => [label, valueOf(name)])
			.filter(([, value]) => value !== ''),
	) as Record<string, string>;
	return {
		filledIn,
		async submit(fields = {}) {
			const body = new FormData();
			for (const [label, value] of Object.entries({ ...filledIn, ...fields })) {
				const name = inputs[label];
				if (!name) throw new Error(`The form has no field "${label}".`);
				if (typeof value === 'string') body.append(name, value);
				else body.append(name, value, value.name);
			}
			const headers = { 'x-auth-token': token };
			const answer = await ask(url, { method: 'POST', headers, body });
			const { formWaitingUrl } = (await answer.json()) as { formWaitingUrl: string };
			return await followToTheEnd(formWaitingUrl);
		},
	};
}

/** Expects that a form neither shows itself nor takes anything, without the login and with a wrong one. */
export async function expectClosed(url: string): Promise<void> {
	const wrong = basicAuth({ user: 'wonda', password: 'wrong' });
	for (const headers of [{}, wrong, { 'x-auth-token': 'wrong' }]) {
		// Until it is published, its address is not known.
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

async function followToTheEnd(formWaitingUrl: string): Promise<FormEnding> {
	const url = new URL(formWaitingUrl);
	await untilStatus(url, 'form-waiting');
	const page = await get(formWaitingUrl);
	const [, title, message = ''] = /<h1[^>]*>(.*?)<\/h1>\s*<p[^>]*>(.*)<\/p>/s.exec(page) ?? [];
	// The page does this by itself; the execution ends with it.
	await ask(formWaitingUrl, { method: 'POST' });
	await untilStatus(url, 'success');
	return {
		title: toText(title),
		message: toText(message),
		html: message,
		links: [...message.matchAll(/<[^>]* href="([^"]*)"/g)].map(([, href]) => toText(href)),
		executionId: url.pathname.split('/').at(-1) ?? '',
	};
}

async function untilStatus(page: URL, wanted: string): Promise<void> {
	const url = new URL(page);
	url.pathname += '/n8n-execution-status';
	const status = await until(
		() => get(url.href),
		(now) => now === wanted || ENDED.has(now),
		ENDS_WITHIN_MS,
	);
	if (status !== wanted) throw new Error(`The form's execution is not ${wanted}, but ${status}.`);
}

async function get(url: string): Promise<string> {
	const answer = await ask(url);
	const text = await answer.text();
	if (!answer.ok) throw new Error(`${url}: HTTP ${String(answer.status)} ${text.slice(0, 500)}`);
	return text.trim();
}

const ENTITIES: Readonly<Record<string, string>> = {
	'&lt;': '<',
	'&gt;': '>',
	'&quot;': '"',
	'&#x27;': "'",
	'&#x3D;': '=',
	'&amp;': '&',
};

/** What a reader sees of a piece of HTML. */
function toText(html = ''): string {
	return html
		.replace(/<[^>]*>/g, '')
		.replace(/&[^;\s]+;/g, (entity) => ENTITIES[entity] ?? entity)
		.trim();
}
