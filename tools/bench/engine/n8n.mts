import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import type { GlobalConfig } from '@n8n/config';
import type { Constructable, Container } from '@n8n/di';
import type * as Core from 'n8n-core';
import type { INodeType, INodeTypes } from 'n8n-workflow';
import type * as Workflow from 'n8n-workflow';

/** The input of every script of this folder. */
export interface Task {
	/** The folder that resolves n8n's own modules. */
	readonly modules: string;
	/** Folders of unpacked community packages. */
	readonly packages: readonly string[];
}

/** Reads the task of this process, a JSON file that its first argument names. */
export function readTask<T extends Task>(): T {
	return JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as T;
}

/** What the line with the result of a script begins with. */
export const RESULT = 'RESULT ';

/** Returns a result to the process that gave the task, and ends this one. */
export function returnResult(result: unknown): void {
	process.stdout.write(`\n${RESULT}${JSON.stringify(result)}\n`, () => process.exit());
}

/** The engine of an installed n8n, with n8n's own nodes and those of the given packages. */
export interface N8n {
	readonly core: typeof Core;
	readonly workflow: typeof Workflow;
	/** n8n's container of services and settings. */
	readonly service: <T>(type: Constructable<T>) => T;
	readonly nodeTypes: INodeTypes;
	/** A credential type by its name. */
	readonly credentialType: (name: string) => Workflow.ICredentialType;
}

/**
 * Loads the modules of n8n's engine from an installed n8n.
 *
 * @param modules the folder that resolves n8n's own modules
 */
export function loadModules(modules: string): Pick<N8n, 'core' | 'workflow' | 'service'> {
	const load = createRequire(path.join(modules, 'n8n', 'package.json'));
	load('reflect-metadata');
	const { Container: container } = load('@n8n/di') as { Container: typeof Container };
	return {
		core: load('n8n-core') as typeof Core,
		workflow: load('n8n-workflow') as typeof Workflow,
		service: (type) => container.get(type),
	};
}

/** Starts n8n's expression engine with n8n's own settings, as n8n does when it starts. */
async function startExpressions(
	{ workflow, service }: Pick<N8n, 'workflow' | 'service'>,
	modules: string,
): Promise<void> {
	const load = createRequire(path.join(modules, 'n8n', 'package.json'));
	const config = load('@n8n/config') as { GlobalConfig: Constructable<GlobalConfig> };
	const { idleTimeout, ...settings } = service(config.GlobalConfig).expressionEngine;
	await workflow.Expression.initExpressionEngine({
		...settings,
		idleTimeoutMs: idleTimeout === undefined ? undefined : idleTimeout * 1000,
	});
}

/**
 * Loads n8n's engine, and nodes through n8n's own loaders.
 *
 * @param modules the folder that resolves n8n's own modules
 * @param packages folders of unpacked community packages
 */
export async function loadN8n(modules: string, packages: readonly string[]): Promise<N8n> {
	const loaded = loadModules(modules);
	const { core, workflow } = loaded;
	await startExpressions(loaded, modules);
	const loaders = [
		new core.LazyPackageDirectoryLoader(path.join(modules, 'n8n-nodes-base')),
		...packages.map((folder) => new core.PackageDirectoryLoader(folder)),
	];
	for (const loader of loaders) await loader.loadAll();

	function typeOf(type: string, version?: number): INodeType {
		const dot = type.lastIndexOf('.');
		const loader = loaders.find(({ packageName }) => packageName === type.slice(0, dot));
		if (!loader) throw new Error(`No package for the node type ${type}`);
		const found = workflow.NodeHelpers.getVersionedNodeType(
			loader.getNode(type.slice(dot + 1)).type,
			version,
		);
		// n8n itself does this to every declarative node.
		if (found.description.requestDefaults && !found.execute) {
			found.execute = async function () {
				return (await new core.RoutingNode(this as Core.ExecuteContext, found).runNode()) ?? [];
			};
		}
		return found;
	}

	return {
		...loaded,
		nodeTypes: { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) },
		credentialType(name) {
			const loader = loaders.find(
				({ known, credentialTypes }) => name in known.credentials || name in credentialTypes,
			);
			if (!loader) throw new Error(`No package for the credential type ${name}`);
			return loader.getCredential(name).type;
		},
	};
}
