import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import { DateTime } from 'luxon';
import type { BrowserContext } from 'playwright-core';

import { ACCOUNTS, MEDIA } from '../../tools/sandbox/seed.mts';
import { schedulePost } from '../support/schedulePost.mts';
import { ACTIONS, FORMS, TRIGGERS, expectedFields, nameOf } from './editor/fields.mts';
import { pickTime } from './editor/datePicker.mts';
import { until } from '../../tools/n8n/machine/until.mts';
import { type Desk, setUpDesk } from './support/desk.mts';
import { EditorPage } from './support/editorPage.mts';
import { NODE, TRIGGER, followedBy, savedAs, triggered } from './support/workflows.mts';

jest.setTimeout(5 * 60_000);

const WITHIN_MS = 60_000;
/** A look that was under way when an execution is stopped comes in within this time. */
const LAST_LOOK_MS = 1500;
// Three clocks that never agree: of n8n's server, of the workflow, and of whoever sits before the browser.
const SERVER_ZONE = 'America/New_York';
const WORKFLOW_ZONE = 'Asia/Tokyo';
const BROWSER_ZONE = 'Europe/Berlin';

const EDIT_FIELDS = {
	id: '00000000-0000-4000-8000-000000000003',
	name: 'Edit Fields',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	position: [440, 0],
	parameters: {},
} as const;

/** What people look for in the node panel. */
const SEARCHES = [
	'tik tok',
	'upload',
	'upload video',
	'post video',
	'schedule post',
	'carousel',
	'post to tiktok',
	'tiktok schedule',
];

let desk: Desk;
let context: BrowserContext;
let editor: EditorPage;

beforeAll(async () => {
	const workflows = await Promise.all([
		// One for each test: n8n lets nobody else edit a workflow for a while after somebody has.
		...['fields', 'onlyMe', 'credential', 'account', 'video', 'publish'].map((id) =>
			savedAs(id, 'video-publish'),
		),
		savedAs('cancel', 'video-publish', {}, { timezone: WORKFLOW_ZONE }),
		savedAs('schedule', 'video-schedule', { scheduledAt: '' }, { timezone: WORKFLOW_ZONE }),
		savedAs('refused', 'video-publish', { mediaId: MEDIA.failsAsSpam }),
		savedAs('endless', 'video-publish', {
			mediaId: MEDIA.neverEnds,
			waitOptions: { maxPollInterval: 1 },
		}),
	]);
	const late = {
		...(await savedAs('late', 'video-publish', { mediaId: '={{ $json.mediaId }}' })),
		pinData: {
			Start: [MEDIA.videos[0], MEDIA.failsAsSpam, MEDIA.videos[1]].map((mediaId) => ({
				json: { mediaId },
			})),
		},
	};
	const mapping = followedBy(await savedAs('mapping', 'video-publish'), EDIT_FIELDS);
	desk = await setUpDesk({
		workflows: [...workflows, late, mapping, triggered(await savedAs('trigger', 'video-publish'))],
		env: { GENERIC_TIMEZONE: SERVER_ZONE, TZ: SERVER_ZONE },
	});
	context = await desk.signIn({ timezoneId: BROWSER_ZONE });
});

afterAll(() => desk?.end());

/** The console of the browser is quiet, and every request keeps to the API's contract. */
function expectNoComplaint() {
	expect(editor.errors).toEqual([]);
	expect(desk.sandbox.violations).toEqual([]);
}

/** What the editor shows becomes this, as soon as it has drawn it. */
async function expectSoon<T>(shown: () => Promise<T>, expected: T) {
	const last = await until(shown, (now) => isDeepStrictEqual(now, expected), WITHIN_MS).catch(
		shown,
	);
	expect(last).toEqual(expected);
}

describe('The node', () => {
	beforeEach(async () => {
		desk.sandbox.reset();
		editor = await EditorPage.open(context, desk.editor);
	});

	afterEach(async () => {
		expectNoComplaint();
		await editor.close();
	});

	it('is found by "tiktok" in the node panel, with its trigger and all its actions', async () => {
		await editor.newWorkflow();
		const { page } = editor;
		const panel = page.getByTestId('node-creator');
		await page.getByTestId('node-creator-plus-button').click();
		await panel.getByTestId('node-creator-search-bar').fill('tiktok');
		await panel.getByTestId('item-iterator-item').filter({ hasText: NODE }).click();
		for (const trigger of TRIGGERS) await panel.getByText(trigger, { exact: true }).waitFor();
		// On an empty canvas n8n opens the triggers only.
		await panel.getByText(`Actions (${String(Object.values(ACTIONS).flat().length)})`).click();
		await panel.getByText('Video Actions').waitFor();

		const lines = (await panel.innerText()).split('\n').map((line) => line.trim());
		const shown = lines.slice(lines.findIndex((line) => /^account actions$/i.test(line)));
		const expected = Object.entries(ACTIONS).flatMap(([heading, actions]) => [
			heading.toUpperCase(),
			...actions,
		]);
		expect(shown.slice(0, expected.length)).toEqual(expected);
		expect(lines).toContain(`Triggers (${String(TRIGGERS.length)})`);

		await panel.getByText('Schedule video', { exact: true }).click();
		await editor.parameters.waitFor();
		expect(await editor.field('operation').locator('input').inputValue()).toBe('Schedule');
	});

	it('is found by what people look for', async () => {
		await editor.newWorkflow();
		const panel = editor.page.getByTestId('node-creator');
		await editor.page.getByTestId('node-creator-plus-button').click();
		for (const words of SEARCHES) {
			await panel.getByTestId('node-creator-search-bar').fill(words);
			const found = panel.getByTestId('item-iterator-item').filter({ hasText: NODE });
			await found.first().waitFor();
			await panel.getByTestId('node-creator-search-bar').fill('http request');
			await found.first().waitFor({ state: 'hidden' });
		}
	});

	it('offers its trigger, which fetches an example', async () => {
		const { page } = editor;
		await editor.openNodeOf('trigger', TRIGGER);
		await editor.choose('triggerOn', 'Scheduled Post Ended');
		await expectSoon(
			() => editor.fields(),
			[
				['pollTimes', 'Poll Times'],
				['mode', 'Mode'],
				['triggerOn', 'Trigger On'],
				['outcomes', 'Outcomes'],
			],
		);
		await editor.choose('triggerOn', 'New Media');
		await editor.choose('source', 'Any');
		await editor.executeStep();
		await editor.output.getByText('1 item').waitFor();
		await editor.output.getByText('video/mp4').waitFor();
		expect(await page.content()).not.toContain(desk.sandbox.apiKey);
	});

	it('tells in plain words what is wrong with a credential, and when it is right', async () => {
		const { page } = editor;
		const { apiKey, baseUrl } = desk.sandbox;
		const dialog = page.getByTestId('editCredential-modal');
		await editor.openNodeOf('credential', NODE);
		await page.getByTestId('node-credentials-select').click();
		await page.getByTestId('node-credentials-select-item-new').click();
		// n8n asks its server for a name, and refuses to save a credential that has none yet.
		await dialog.getByText('Wonda account').first().waitFor({ state: 'attached' });

		await editor.field('apiKey').locator('input').fill(apiKey.replace('0', '1'));
		await editor.field('baseUrl').locator('input').fill(baseUrl);
		await dialog.getByTestId('credential-save-button').click();
		await dialog.getByText('More details').click();
		await dialog
			.getByText(
				'Wonda does not know this API key. Copy the whole key, sk_ included, from your Wonda account.',
			)
			.waitFor();

		// n8n closes the dialog of a credential that works.
		await editor.field('apiKey').locator('input').fill(apiKey);
		expect(await editor.inputsHolding(apiKey)).toEqual(['password']);
		await dialog.getByTestId('credential-save-button').click();
		await dialog.waitFor({ state: 'hidden' });
		await page.getByTestId('credential-edit-button').click();
		await dialog.getByText('Connection tested successfully').waitFor();
		// n8n fills in a text of its own in the place of what it keeps to itself.
		const shown = await editor.field('apiKey').locator('input').inputValue();
		expect(shown).toMatch(/^__n8n_BLANK_VALUE_/);
		expect(await editor.inputsHolding(apiKey)).toEqual([]);
		expect(await page.content()).not.toContain(apiKey);
	});

	it('lets pick the account from the list, and filter it', async () => {
		const { page } = editor;
		const { apiKey } = desk.sandbox;
		for (const username of ['second.studio', 'somebody.else'])
			desk.sandbox.addAccount({ username });
		await editor.openNodeOf('account', NODE);
		const entries = await editor.openList('tiktokAccountId');
		await expectSoon(
			() => entries.allInnerTexts(),
			[
				'Wonda Studio (@wonda.studio)',
				'Wonda Reader (@wonda.reader), not allowed to publish',
				'second.studio (@second.studio)',
				'somebody.else (@somebody.else)',
			],
		);

		await page.getByTestId('rlc-search').fill('STUDIO');
		await expectSoon(
			() => entries.allInnerTexts(),
			['Wonda Studio (@wonda.studio)', 'second.studio (@second.studio)'],
		);
		await entries.filter({ hasText: 'second.studio' }).click();
		await editor.executeStep();
		await editor.output.getByTestId('node-run-status-success').waitFor();

		const second = desk.sandbox.posts.map(({ tiktokAccountId }) => tiktokAccountId);
		expect(second).toHaveLength(1);
		expect(second).not.toContain(ACCOUNTS.studio);
		expect(await page.content()).not.toContain(apiKey);
	});

	it('lets pick the video from the list, and filter it', async () => {
		const { page } = editor;
		const { sandbox } = desk;
		const { mediaId } = sandbox.addMedia({ fileName: 'Studio tour.mp4' });
		await editor.openNodeOf('video', NODE);
		const entries = await editor.openList('mediaId');
		await entries.filter({ hasText: 'videos-12.mp4' }).waitFor();
		expect((await entries.allInnerTexts()).filter((text) => /jpg|webp|png|mp3/.test(text))).toEqual(
			[],
		);

		await page.getByTestId('rlc-search').fill('studio TOUR');
		const tour = `Studio tour.mp4, 12 s, 1080 × 1920, `;
		await expectSoon(
			async () => (await entries.allInnerTexts()).map((text) => text.slice(0, tour.length)),
			[tour],
		);
		await entries.click();
		await editor.executeStep();
		await editor.output.getByTestId('node-run-status-success').waitFor();

		expect(sandbox.posts.map(({ mediaIds }) => mediaIds)).toEqual([[mediaId]]);
	});

	it("lets pick the scheduled post that is cancelled, by the server's clock", async () => {
		const { sandbox } = desk;
		// A list knows nothing of the workflow, so it names the zone.
		const [sooner, later] = [3, 9].map((days) =>
			DateTime.now().setZone(SERVER_ZONE).plus({ days }).set({ hour: 7, minute: 30 }),
		) as [DateTime, DateTime];
		for (const at of [sooner, later]) {
			const dueInMs = at.toMillis() - Date.now();
			await schedulePost(sandbox, { dueInMs, caption: `In ${at.toFormat('cccc')}` });
		}
		await editor.openNodeOf('cancel', NODE);
		await editor.choose('resource', 'Scheduled Post');
		await editor.choose('operation', 'Cancel');
		await editor.field('outputJobId').getByTestId('rlc-input').click();
		const entries = editor.page.getByTestId('rlc-item');
		const shown = [sooner, later].map(
			(at) =>
				`${at.toFormat('yyyy-MM-dd')} 07:30 ${SERVER_ZONE}, tiktok, In ${at.toFormat('cccc')}, `,
		);
		await expectSoon(
			async () => (await entries.allInnerTexts()).map((text) => text.replace(/…\w+$/, '')),
			shown,
		);
		await entries.last().click();
		await editor.executeStep();
		await editor.output.getByTestId('node-run-status-success').waitFor();

		expect(sandbox.posts.map(({ status }) => status)).toEqual(['scheduled', 'canceled']);
	});

	it("schedules at what the date picker shows, by the workflow's clock", async () => {
		await editor.openNodeOf('schedule', NODE);
		// The field beside it says whose clock that is.
		await editor.parameters.getByText(WORKFLOW_ZONE).waitFor();
		expect(await editor.shown('timezone')).toBe('{{ $now.zoneName }}');
		const day = DateTime.now().setZone(WORKFLOW_ZONE).plus({ days: 9 });
		await pickTime(editor, 'scheduledAt', day.toFormat('yyyy-MM-dd'), '18:30:00');
		await editor.executeStep();
		await editor.output.getByTestId('node-run-status-success').waitFor();

		expect(desk.sandbox.posts.map(({ fields }) => fields.scheduledAt)).toEqual([
			`${day.toFormat('yyyy-MM-dd')}T18:30:00+09:00`,
		]);
		expect(desk.sandbox.posts).toMatchObject([{ status: 'scheduled' }]);
	});

	it('runs by a click, and shows its output', async () => {
		await editor.openWorkflow('publish');
		await editor.executeWorkflow();
		await editor.node(NODE).getByTestId('canvas-node-status-success').waitFor();
		await editor.openNode(NODE);

		const [post] = desk.sandbox.posts;
		await editor.output.getByText(post?.outputJobId ?? 'no post').waitFor();
		await editor.output.getByText('1 item').waitFor();
		await editor.output.getByText('succeeded').waitFor();
		await editor.output.getByText(post?.permalink ?? 'no link').waitFor();
	});

	it('shows what TikTok says against a post', async () => {
		await editor.openNodeOf('refused', NODE);
		await editor.executeStep();
		const [message, description] = [
			editor.output.getByTestId('node-error-message'),
			editor.output.getByTestId('node-error-description'),
		];
		await message.waitFor();

		const [post] = desk.sandbox.posts;
		expect(await message.innerText()).toBe(
			`The publish job failed: ${post?.errorMessage ?? 'no reason'}`,
		);
		expect(await description.innerText()).toBe(
			`Wonda calls the job failed. When the reason is gone, post again. Job ID: ${post?.outputJobId ?? 'no job'}`,
		);
		const alert = editor.page.getByRole('alert').filter({ hasText: `Problem in node ‘${NODE}‘` });
		expect(await alert.innerText()).toContain('The publish job failed: spam_risk');
	});

	it('lists the jobs of a batch that failed late, a line each', async () => {
		await editor.openNodeOf('late', NODE);
		await editor.executeStep();
		const description = editor.output.getByTestId('node-error-description');
		await description.waitFor();

		// They are sent at the same moment, and may arrive in any order.
		const jobOf = (media = '') =>
			desk.sandbox.posts.find(({ mediaIds }) => mediaIds.includes(media))?.outputJobId ?? 'no job';
		const lines = (await description.innerText()).split('\n').map((line) => line.trim());
		expect(lines.slice(1)).toEqual([
			'Accepted in this run, do not post again:',
			`• item 0: job ${jobOf(MEDIA.videos[0])} (succeeded)`,
			`• item 2: job ${jobOf(MEDIA.videos[1])} (succeeded)`,
		]);
	});

	it('says beside Only Me, without hovering, who sees the post', async () => {
		await editor.openNodeOf('onlyMe', NODE);
		await editor.choose('privacyLevel', 'Only Me');
		const notice = editor.parameters.getByText('With Only Me nobody but you sees the post.');
		await notice.waitFor();
		await editor.choose('privacyLevel', 'Everyone');
		await notice.waitFor({ state: 'hidden' });
	});

	it('offers its fields to the next node before it has ever run', async () => {
		const { page } = editor;
		await editor.openNodeOf('mapping', EDIT_FIELDS.name);
		const offered = page.getByTestId('ndv-input-panel').getByTestId('run-data-schema-node-name');
		await offered.getByText('permalink').waitFor();
		const names = await offered.allInnerTexts();
		expect(names).toEqual(expect.arrayContaining(['outputJobId', 'status', 'permalink']));
		expect(desk.sandbox.requests).toEqual([]);

		await editor.drag(offered.getByText('permalink'), editor.parameters.getByTestId('drop-area'));
		const field = editor.parameters.getByTestId('assignment');
		await field.getByText('{{ $json.permalink }}').waitFor();
		const name = field.getByTestId('assignment-name').locator('input');
		expect(await name.inputValue()).toBe('permalink');
	});

	it('stops waiting when the execution is stopped', async () => {
		const { sandbox } = desk;
		const looks = () => sandbox.requests.filter(({ path }) => path.startsWith('/jobs/')).length;
		await editor.openWorkflow('endless');
		await editor.executeWorkflow();
		await until(looks, (count) => count >= 2, WITHIN_MS);
		const taken = editor.page.waitForResponse((answer) => answer.url().endsWith('/stop'));
		await editor.stopButton.click();
		expect((await taken).ok()).toBe(true);
		const stoppedAt = Date.now();
		await editor.stopButton.waitFor({ state: 'hidden' });
		// n8n shows nothing more of a stopped node, which leaves its last words in the log.
		const jobId = sandbox.posts[0]?.outputJobId ?? 'no job';
		const lastWords = new RegExp(`The execution was stopped.*do not post again.*${jobId}`);
		await until(desk.editor.log, (log) => lastWords.test(log), WITHIN_MS);

		// That nothing comes is only seen by watching: four times as long as the longest time between two looks.
		await pause(Math.max(0, stoppedAt + 4000 - Date.now()));
		const late = sandbox.requests.filter(({ startedAt }) => startedAt > stoppedAt + LAST_LOOK_MS);
		expect(late).toEqual([]);
		expect(sandbox.posts).toMatchObject([{ status: 'in_progress' }]);
	});
});

describe('The fields', () => {
	beforeAll(async () => {
		desk.sandbox.reset();
		editor = await EditorPage.open(context, desk.editor);
		await editor.openNodeOf('fields', NODE);
	});

	afterAll(async () => {
		expectNoComplaint();
		await editor.close();
	});

	it.each(FORMS.map((form) => [nameOf(form), form] as const))('of %s', async (_name, form) => {
		await editor.choose('resource', form.resource);
		await editor.choose('operation', form.operation);
		if (form.source) await editor.choose('source', form.source);
		if (form.turned) await editor.turn(...form.turned);

		await expectSoon(() => editor.fields(), expectedFields(form));
		for (const [button, entries] of Object.entries(form.addable ?? {})) {
			expect([button, await editor.addable(button)]).toEqual([button, entries]);
		}
	});

	it('of a brand, with what TikTok does not take', async () => {
		await editor.choose('resource', 'Video');
		await editor.choose('operation', 'Publish');
		await editor.add('Add Field', 'Branded Content');
		await editor.turn('brandedContent', true);
		const notice = editor.parameters.getByText(
			'TikTok does not take branded content that only you',
		);
		await notice.waitFor();
		await editor.choose('privacyLevel', 'Followers');
		await notice.waitFor({ state: 'hidden' });
	});
});
