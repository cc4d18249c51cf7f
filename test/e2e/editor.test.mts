import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import { DateTime } from 'luxon';

import { ACCOUNTS, MEDIA } from '../../tools/sandbox/seed.mts';
import { schedulePost } from '../support/schedulePost.mts';
import { pickTime } from './editor/datePicker.mts';
import { ACTIONS, FORMS, SEARCHES, TRIGGERS } from './editor/fields.mts';
import { until } from '../../tools/n8n/machine/until.mts';
import { type Desk, setUpDesk } from './support/desk.mts';
import type { EditorPage } from './support/editorPage.mts';
import { endsAfterAll } from './support/testRun.mts';
import { NODE, TRIGGER, followedBy, precededBy, savedAs, triggered } from './support/workflows.mts';

jest.setTimeout(5 * 60_000);

const WITHIN_MS = 60_000;
/** A poll that was under way when an execution is stopped arrives within this time. */
const LAST_POLL_MS = 1500;
// Three zones that never agree.
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

const atEnd = endsAfterAll();
let desk: Desk;
let editor: EditorPage;

beforeAll(async () => {
	const workflows = await Promise.all([
		// One for each test, because n8n locks a workflow for a while after an edit.
		...['fields', 'credential', 'account', 'video', 'publish'].map((id) =>
			savedAs(id, 'video-publish'),
		),
		savedAs('cancel', 'video-publish', {}, { timezone: WORKFLOW_ZONE }),
		savedAs('carousel', 'carousel-publish', { mediaIds: '' }),
		savedAs('schedule', 'video-schedule', { scheduledAt: '' }, { timezone: WORKFLOW_ZONE }),
		savedAs('refused', 'video-publish', { mediaId: MEDIA.failsAsSpam }),
		savedAs('endless', 'video-publish', {
			mediaId: MEDIA.neverEnds,
			waitOptions: { maxPollInterval: 1 },
		}),
	]);
	const mapping = followedBy(await savedAs('mapping', 'video-publish'), EDIT_FIELDS);
	const twoItems = { pinData: { Start: [{ json: {} }, { json: {} }] } };
	const fixed = precededBy(await savedAs('fixed', 'video-publish'), EDIT_FIELDS);
	const mapped = precededBy(
		await savedAs('mapped', 'video-publish', { caption: '={{ $json.caption ?? "" }}' }),
		EDIT_FIELDS,
	);
	desk = await setUpDesk(
		{
			workflows: [
				...workflows,
				...[mapping, triggered(await savedAs('trigger', 'video-publish'))],
				...[fixed, mapped].map((workflow) => ({ ...workflow, ...twoItems })),
			],
			env: { GENERIC_TIMEZONE: SERVER_ZONE, TZ: SERVER_ZONE },
		},
		atEnd,
		{ timezoneId: BROWSER_ZONE },
	);
});

/** The browser's console shows no error, and every request keeps to the API's contract. */
function expectNoComplaint() {
	expect(editor.errors).toEqual([]);
	expect(desk.sandbox.violations).toEqual([]);
}

/** What the editor shows becomes this once it is drawn. */
async function expectSoon<T>(shown: () => Promise<T>, expected: T) {
	const last = await until(shown, (now) => isDeepStrictEqual(now, expected), WITHIN_MS).catch(
		shown,
	);
	expect(last).toEqual(expected);
}

describe('The node', () => {
	beforeEach(async () => {
		desk.sandbox.reset();
		editor = await desk.open();
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
		for (const [heading, actions] of Object.entries(ACTIONS)) {
			await panel.getByText(heading).waitFor();
			for (const action of actions) await panel.getByText(action, { exact: true }).waitFor();
		}
		await panel.getByText('Schedule video', { exact: true }).click();
		await editor.parameters.waitFor();
		expect(await editor.field('operation').locator('input').inputValue()).toBe('Schedule');
	});

	it.each(SEARCHES)('is found by "%s"', async (words) => {
		await editor.newWorkflow();
		const panel = editor.page.getByTestId('node-creator');
		await editor.page.getByTestId('node-creator-plus-button').click();
		await panel.getByTestId('node-creator-search-bar').fill(words);
		await panel.getByTestId('item-iterator-item').filter({ hasText: NODE }).first().waitFor();
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

	it('has a credential that is found by "tiktok"', async () => {
		const { page } = editor;
		await page.goto(`${desk.editor.url}/home/credentials/create`, { waitUntil: 'commit' });
		await page.getByTestId('new-credential-type-select').locator('input').fill('tiktok');
		const found = page.getByTestId('new-credential-type-select-option').filter({ visible: true });
		await expectSoon(() => found.allInnerTexts(), ['Wonda TikTok API']);
	});

	it('shows on the canvas who can see a post, and where it comes from', async () => {
		await editor.openWorkflow('publish');
		await editor.node(NODE).getByText('Only Me · from the library').waitFor();
	});

	it('tests a credential, and shows nobody its key', async () => {
		const { page } = editor;
		const { apiKey, baseUrl } = desk.sandbox;
		const dialog = page.getByTestId('editCredential-modal');
		await editor.openNodeOf('credential', NODE);
		await page.getByTestId('node-credentials-select').click();
		await page.getByTestId('node-credentials-select-item-new').click();
		// n8n refuses to save a credential before its server has named it.
		await dialog.getByText('Wonda TikTok account').first().waitFor({ state: 'attached' });

		await editor.field('apiKey').locator('input').fill(apiKey.replace('0', '1'));
		await editor.field('baseUrl').locator('input').fill(baseUrl);
		await dialog.getByTestId('credential-save-button').click();
		await dialog.getByText('More details').click();
		await dialog
			.getByText(
				'Wonda does not accept this API key. Copy the whole key, including sk_, from your Wonda account.',
			)
			.waitFor();

		// n8n closes the dialog of a credential that works.
		await editor.field('apiKey').locator('input').fill(apiKey);
		expect(await editor.inputsHolding(apiKey)).toEqual(['password']);
		await dialog.getByTestId('credential-save-button').click();
		await dialog.waitFor({ state: 'hidden' });
		await page.getByTestId('credential-edit-button').click();
		await dialog.getByText('Connection tested successfully').waitFor();
		expect(await editor.inputsHolding(apiKey)).toEqual([]);
		expect(await page.content()).not.toContain(apiKey);
	});

	it('lists the accounts, and filters them', async () => {
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
		await editor.executeStepWell();

		const second = desk.sandbox.posts.map(({ tiktokAccountId }) => tiktokAccountId);
		expect(second).toHaveLength(1);
		expect(second).not.toContain(ACCOUNTS.studio);
		expect(await page.content()).not.toContain(apiKey);
	});

	it('lists the videos, and filters them', async () => {
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
		const tour = `Studio tour.mp4, 12 s, `;
		await expectSoon(
			async () => (await entries.allInnerTexts()).map((text) => text.slice(0, tour.length)),
			[tour],
		);
		await entries.click();
		await editor.executeStepWell();

		expect(sandbox.posts.map(({ mediaIds }) => mediaIds)).toEqual([[mediaId]]);
	});

	it('takes images of the library in an order that can be changed', async () => {
		await editor.openNodeOf('carousel', NODE);
		const chosen = editor.field('mediaId');
		for (const name of ['jpegs-01.jpg', 'jpegs-02.jpg', 'webps-01.webp']) {
			await editor.parameters.getByText('Add Image').click();
			await chosen.last().getByTestId('rlc-input').click();
			await editor.page.getByTestId('rlc-item').filter({ hasText: name }).click();
		}
		const handle = editor.parameters.getByTestId('fixed-collection-images').locator('.drag-handle');
		const first = chosen.first().getByTestId('rlc-input');
		await editor.drag(handle.last(), chosen.first(), async () =>
			(await first.inputValue()).startsWith('webps-01'),
		);
		await editor.executeStepWell();

		const [one, two] = MEDIA.jpegs;
		expect(desk.sandbox.posts.map(({ mediaIds }) => mediaIds)).toEqual([
			[MEDIA.webps[0], one, two],
		]);
	});

	it("lists the scheduled posts to cancel, by the workflow's clock", async () => {
		const { sandbox } = desk;
		// Half an hour more, so that the distance stays the same while the list opens.
		const [sooner, later] = [40, 200].map((hours) =>
			DateTime.now().setZone(WORKFLOW_ZONE).plus({ hours, minutes: 30 }),
		) as [DateTime, DateTime];
		for (const at of [sooner, later]) {
			const dueInMs = at.toMillis() - Date.now();
			await schedulePost(sandbox, { dueInMs, caption: `On ${at.toFormat('cccc')}` });
		}
		await editor.openNodeOf('cancel', NODE);
		await editor.choose('resource', 'Scheduled Post');
		await editor.choose('operation', 'Cancel');
		await editor.field('outputJobId').getByTestId('rlc-input').click();
		const entries = editor.page.getByTestId('rlc-item');
		const distances = ['in 1 day 16 h', 'in 8 days 8 h'];
		const shown = [sooner, later].map(
			(at, index) =>
				`${at.toFormat("yyyy-MM-dd HH:mm 'GMT'Z")} (${distances[index] ?? ''}), @wonda.studio, On ${at.toFormat('cccc')}, tiktok, `,
		);
		await expectSoon(
			async () => (await entries.allInnerTexts()).map((text) => text.replace(/…\w+$/, '')),
			shown,
		);
		await entries.last().click();
		await editor.executeStepWell();

		expect(sandbox.posts.map(({ status }) => status)).toEqual(['scheduled', 'canceled']);
	});

	it("schedules at the time of the date picker, by the workflow's clock", async () => {
		await editor.openNodeOf('schedule', NODE);
		// The hint is always there, and the field below shows the zone.
		await editor.parameters.getByText('In the time zone selected below').waitFor();
		await editor.parameters.getByText(WORKFLOW_ZONE).waitFor();
		expect(await editor.shown('timezone')).toBe('{{ $now.zoneName }}');
		const day = DateTime.now().setZone(WORKFLOW_ZONE).plus({ days: 9 });
		await pickTime(editor, 'scheduledAt', day.toFormat('yyyy-MM-dd'), '18:30:00');
		await editor.executeStepWell();

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
		for (const text of [post?.outputJobId, '1 item', 'succeeded', post?.permalink]) {
			await editor.output.getByText(text ?? 'nothing').waitFor();
		}
	});

	it('shows why TikTok refused a post', async () => {
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
			`TikTok did not accept the post. The account has reached TikTok's daily limit of posts from apps. Post again tomorrow, or in the TikTok app. Job ID: ${post?.outputJobId ?? 'no job'}`,
		);
		const alert = editor.page.getByRole('alert').filter({ hasText: `Problem in node ‘${NODE}‘` });
		expect(await alert.innerText()).toContain('The publish job failed: spam_risk');
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

	it.each([
		['fixed', 1],
		['mapped', 0],
	])(
		'warns of one post for each item where no field takes anything from it: %s',
		async (id, count) => {
			const { page } = editor;
			await editor.openNodeOf(id, NODE);
			await page.getByTestId('execute-previous-node').click();
			// Its input shows two items without a field.
			await page.getByTestId('ndv-input-panel').getByText('No fields').waitFor();
			const warning = page
				.getByTestId('node-hint')
				.filter({ hasText: 'would create the same post' });
			if (count > 0) await warning.waitFor();
			expect(await warning.count()).toBe(count);
			expect(desk.sandbox.requests).toEqual([]);
		},
	);

	it('stops waiting when the execution is stopped', async () => {
		const { sandbox } = desk;
		const polls = () => sandbox.requests.filter(({ path }) => path.startsWith('/jobs/')).length;
		await editor.openWorkflow('endless');
		await editor.executeWorkflow();
		await until(polls, (count) => count >= 2, WITHIN_MS);
		const taken = editor.page.waitForResponse((answer) => answer.url().endsWith('/stop'));
		await editor.stopButton.click();
		expect((await taken).ok()).toBe(true);
		const stoppedAt = Date.now();
		await editor.stopButton.waitFor({ state: 'hidden' });
		// n8n shows no error of a stopped node, so the node logs it.
		const jobId = sandbox.posts[0]?.outputJobId ?? 'no job';
		const logged = new RegExp(`The execution was stopped.*do not post again.*${jobId}`);
		await until(desk.editor.log, (log) => logged.test(log), WITHIN_MS);

		// Four times as long as the longest time between two polls.
		await pause(Math.max(0, stoppedAt + 4000 - Date.now()));
		const late = sandbox.requests.filter(({ startedAt }) => startedAt > stoppedAt + LAST_POLL_MS);
		expect(late).toEqual([]);
		expect(sandbox.posts).toMatchObject([{ status: 'in_progress' }]);
	});
});

describe('The fields', () => {
	beforeAll(async () => {
		desk.sandbox.reset();
		editor = await desk.open();
		await editor.openNodeOf('fields', NODE);
	});

	afterAll(async () => {
		expectNoComplaint();
		await editor.close();
	});

	it.each(FORMS)('of $resource > $operation, $source', async (form) => {
		await editor.choose('resource', form.resource);
		await editor.choose('operation', form.operation);
		await editor.choose('source', form.source);
		const common = [
			['resource', 'Resource'],
			['operation', 'Operation'],
		];
		await expectSoon<readonly (readonly string[])[]>(
			() => editor.fields(),
			[...common, ...form.fields],
		);
	});
});
