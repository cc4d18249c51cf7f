import { workflowFiles } from '../../tools/n8n/project.mts';
import { accounts } from './examples/accounts.mts';
import { agent } from './examples/agent.mts';
import { everyMorning } from './examples/everyMorning.mts';
import { expectClosed } from './examples/form.mts';
import { formAddress, nodesOf, setStage, type Stage, zoneByDay } from './examples/stage.mts';
import { issuesOf } from './examples/issues.mts';
import { link } from './examples/link.mts';
import { newFile } from './examples/newFile.mts';
import { spreadsheet } from './examples/spreadsheet.mts';
import { endsAfterAll } from './support/testRun.mts';

// n8n starts once for all of them, which is slow on a busy machine.
jest.setTimeout(5 * 60_000);

const zone = zoneByDay();
const atEnd = endsAfterAll();
let set: Stage;
const stage = () => set;

beforeAll(async () => {
	set = await setStage(zone, atEnd);
});

afterEach(() => {
	const { sandbox } = stage();
	expect(sandbox.violations).toEqual([]);
	sandbox.reset();
});

it('has no issue in any example, with the credentials in place', async () => {
	const { user } = stage();
	const known = { nodeTypes: await user.nodeTypes(), credentials: await user.credentials() };
	const issues: string[] = [];
	for (const file of await workflowFiles()) {
		for (const node of await nodesOf(file.replace(/\.json$/, ''))) {
			issues.push(...issuesOf(node, known).map((issue) => `${file}, ${node.name}: ${issue}`));
		}
	}
	expect(issues).toEqual([]);
});

describe('A new file becomes a post', () => {
	newFile(stage);
});

describe('A link becomes a post', () => {
	link(stage);
});

describe('One video, several accounts', () => {
	accounts(stage);
});

describe('A spreadsheet becomes a month of scheduled posts', () => {
	spreadsheet(stage, zone);
});

describe('Every morning', () => {
	everyMorning(stage, zone);
});

describe('An AI agent', () => {
	agent(stage);
});

it('asks for a login at every form', async () => {
	const files = [
		'a-link-becomes-a-post',
		'a-new-file-becomes-a-post',
		'a-spreadsheet-becomes-scheduled-posts',
		'every-morning',
		'one-video-several-accounts',
	];
	for (const file of files) await expectClosed(await formAddress(stage(), file));
	expect(stage().sandbox.requests).toEqual([]);
});
