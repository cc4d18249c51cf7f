// Run by the host's own Node: loads a package as n8n does when it starts, and says how long that took.
import { loadModules } from './n8n.mts';
import { type EngineTask, handBack, readTask } from './task.mts';

export type LoadTask = EngineTask;

const { modules, packages } = readTask<LoadTask>();
const { core } = loadModules(modules);
const started = performance.now();
for (const folder of packages) await new core.PackageDirectoryLoader(folder).loadAll();
handBack(performance.now() - started);
process.exit();
