import { workflowFiles } from '../../tools/n8n/project.mts';
import { agent } from './examples/agent.mts';
import { everyMorning } from './examples/everyMorning.mts';
import { nodesOf, setStage, type Stage, zoneByDay } from './examples/stage.mts';
import { issuesOf } from './examples/issues.mts';
import { newFile } from './examples/newFile.mts';
import { spreadsheet } from './examples/spreadsheet.mts';
import { endAll } from './support/testRun.mts';

// n8n starts once for all of them, which takes its time on a busy machine.
jest.setTimeout(5 * 60_000);

const zone = zoneByDay();
const ends: (() => Promise<void>)[] = [];
let set: Stage;
const stage = () => set;

beforeAll(async () => {
	set = await setStage(zone, (end) => ends.unshift(end));
});

afterAll(() => endAll(ends));

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
		for (const node of await nodesOf(file)) {
			issues.push(...issuesOf(node, known).map((issue) => `${file}, ${node.name}: ${issue}`));
		}
	}
	expect(issues).toEqual([]);
});

describe('A new file becomes a post', () => {
	newFile(stage);
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
