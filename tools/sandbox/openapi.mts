import { resolve } from 'node:path';

/** The path of the API, below which all endpoints are (`servers` of openapi.yaml). */
export const BASE_PATH = '/api/v1';

/**
 * The path of the OpenAPI document, for a process that works in the repository's root, as npm's scripts do. (No
 * `import.meta`: these files also run as CommonJS inside Jest.)
 */
export function openApiPath(): string {
	return resolve('tools', 'sandbox', 'openapi.yaml');
}
