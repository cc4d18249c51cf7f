import { createRequire } from 'node:module';
import path from 'node:path';

import type { GlobalConfig } from '@n8n/config';
import type { Constructable, Container } from '@n8n/di';
import type * as Core from 'n8n-core';
import type { INodeType, INodeTypes } from 'n8n-workflow';
import type * as Workflow from 'n8n-workflow';

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
 * Loads n8n's own modules, in the process that is measured and from where n8n is installed.
 *
 * @param modules the folder that resolves n8n's own modules
 * @returns its engine's two modules, and its services
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

/** Starts what n8n evaluates expressions in, with n8n's own settings, as n8n does before it runs a workflow. */
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
