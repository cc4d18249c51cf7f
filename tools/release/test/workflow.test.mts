import { readFileSync } from 'node:fs';

import { $RefParser } from '@apidevtools/json-schema-ref-parser';

interface Step {
	uses?: string;
	run?: string;
}

interface Job {
	needs?: string;
	environment?: string;
	permissions?: Record<string, string>;
	steps: Step[];
}

interface Workflow {
	permissions: Record<string, string>;
	jobs: Record<string, Job>;
}

const parse = async (name: string) =>
	(await $RefParser.parse(`.github/workflows/${name}.yml`)) as unknown as Workflow;

const commandsOf = ({ steps }: Job) => steps.flatMap(({ run }) => run ?? []);

/** Runs code of the repository, or of the packages that it depends on. */
const FOREIGN = /npm (?:ci|install|run|test|exec)|npx|node |\.\//;

test.each(['ci', 'publish'])('%s.yml pins every action to a commit', async (name) => {
	const { jobs } = await parse(name);
	const actions = Object.values(jobs).flatMap(({ steps }) =>
		steps.flatMap(({ uses }) => uses ?? []),
	);
	expect(actions).not.toEqual([]);
	expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
});

describe('A release', () => {
	let jobs: Workflow['jobs'];
	let rights: Workflow['permissions'];
	beforeAll(async () => {
		({ jobs, permissions: rights } = await parse('publish'));
	});

	test('is tested and packed by a job that can only read', () => {
		expect(rights).toEqual({});
		expect(jobs.pack?.permissions).toEqual({ contents: 'read' });
		expect(commandsOf(jobs.pack as Job)).toEqual(
			expect.arrayContaining(['npm ci', 'npm run lint', 'npm test']),
		);
	});

	test('comes from main, under the tag that package.json names', () => {
		expect(commandsOf(jobs.pack as Job)).toEqual(
			expect.arrayContaining([
				'git merge-base --is-ancestor HEAD origin/main',
				expect.stringContaining('release:check -- --tag "$GITHUB_REF_NAME"'),
			]),
		);
	});

	test('is published from a protected environment, by a job that runs nothing but npm', () => {
		const { needs, environment, permissions } = jobs.publish as Job;
		expect({ needs, environment, permissions }).toEqual({
			needs: 'pack',
			environment: 'npm',
			permissions: { 'id-token': 'write' },
		});
		expect(commandsOf(jobs.publish as Job)).toEqual([
			'npm publish ./package.tgz --ignore-scripts --provenance --access public',
		]);
	});

	test('gives a right to no job that runs code of a dependency', () => {
		const able = Object.values(jobs).filter(({ permissions = {} }) =>
			Object.values(permissions).includes('write'),
		);
		expect(able).not.toEqual([]);
		const commands = able.flatMap(commandsOf);
		expect(commands.filter((run) => FOREIGN.test(run.replace('./package.tgz', '')))).toEqual([]);
	});
});

test("n8n's scanner is installed with the hash of every package", () => {
	const text = readFileSync('tools/release/scanner/package-lock.json', 'utf8');
	const { packages } = JSON.parse(text) as { packages: Record<string, { integrity?: string }> };
	const { '': root, ...all } = packages;
	expect(root).toHaveProperty(['devDependencies', '@n8n/scan-community-package']);
	const unpinned = Object.entries(all).filter(
		([, { integrity = '' }]) => !integrity.startsWith('sha512-'),
	);
	expect(unpinned).toEqual([]);
});
