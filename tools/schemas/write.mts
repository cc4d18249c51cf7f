// A part of npm run build: writes the schemas of the outputs to the compiled node.
import { writeSchemas } from './outputs.mts';

await writeSchemas('dist/nodes/WondaTikTok');
