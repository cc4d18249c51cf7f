import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const DOCUMENT = join('tools', 'sandbox', 'openapi.yaml');

/**
 * Where the OpenAPI document is: in the repository that the process works in, or that its script is part of. (No
 * `import.meta`: these files also run as CommonJS inside Jest.) Throws when it is in neither.
 */
export function openApiPath(): string {
	const found = [process.cwd(), dirname(resolve(process.argv[1] ?? '.'))]
		.map(findAbove)
		.find((path) => path !== undefined);
	if (found === undefined) {
		throw new Error(
			`${DOCUMENT} is not at or above ${process.cwd()}; give its path as openApiPath`,
		);
	}
	return found;
}

function findAbove(folder: string): string | undefined {
	const path = join(folder, DOCUMENT);
	if (existsSync(path)) return path;
	const above = dirname(folder);
	return above === folder ? undefined : findAbove(above);
}
