import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's own folder. */
export const PROJECT_FOLDER = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The importable example workflows. */
export const WORKFLOWS_FOLDER = path.join(PROJECT_FOLDER, 'workflows');
