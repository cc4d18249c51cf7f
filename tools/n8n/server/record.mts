// Run by the host's own Node 24, which reads this file as it is: node record.mts <database> <package folder>
//
// Enters a community package in n8n's database, as n8n does after installing one. Without the entry n8n loads the package all
// the same, but its Community nodes screen does not list it, and n8n says nothing when the package fails to load.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

interface Database {
	prepare(sql: string): { run(...values: unknown[]): void };
	close(): void;
}

interface Manifest {
	name: string;
	version: string;
	author?: { name?: string; email?: string };
	n8n: { nodes?: string[] };
}

interface NodeType {
	description: { name: string; displayName: string; version: number | number[] };
}

const [database = '', folder = ''] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
const load = createRequire(path.join(folder, 'package.json'));

// Node 20, which checks this file's types, does not know the module.
const { DatabaseSync } = process.getBuiltinModule('node:sqlite') as unknown as {
	DatabaseSync: new (file: string) => Database;
};
const db = new DatabaseSync(database);
db.prepare(
	'INSERT OR REPLACE INTO installed_packages (packageName, installedVersion, authorName, authorEmail) VALUES (?, ?, ?, ?)',
).run(
	manifest.name,
	manifest.version,
	manifest.author?.name ?? null,
	manifest.author?.email ?? null,
);
const insertNode = db.prepare(
	'INSERT OR REPLACE INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, ?, ?)',
);
for (const file of manifest.n8n.nodes ?? []) {
	// n8n takes the class that the file is named after.
	const className = path.basename(file).split('.')[0] ?? '';
	const classes = load(`./${file}`) as Record<string, new () => NodeType>;
	const type = classes[className];
	if (!type) throw new Error(`${file} exports no ${className}`);
	const { name, displayName, version } = new type().description;
	const latest = Array.isArray(version) ? Math.max(...version) : version;
	insertNode.run(displayName, `${manifest.name}.${name}`, latest, manifest.name);
}
db.close();
