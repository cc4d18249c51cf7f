// A part of npm run build: writes the schemas of the outputs beside the compiled node.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { outputSchemas } from './outputs.mts';

const NODE_FOLDER = 'dist/nodes/WondaTikTok';

for (const [name, schema] of await outputSchemas()) {
	const file = path.join(NODE_FOLDER, name);
	await mkdir(path.dirname(file), { recursive: true });
	await writeFile(file, `${JSON.stringify(schema, undefined, '\t')}\n`);
}
