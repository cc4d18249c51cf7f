import { type INode, type INodeTypeDescription, NodeHelpers } from 'n8n-workflow';

/** The node types and credentials of an n8n. */
export interface Known {
	readonly nodeTypes: readonly INodeTypeDescription[];
	readonly credentials: readonly { readonly id: string; readonly type: string }[];
}

/**
 * What n8n's editor would mark a node for, or drop silently: a missing or wrong parameter, a missing credential, an unknown
 * parameter, an outdated version. A text for each.
 */
export function issuesOf(node: INode, { nodeTypes, credentials }: Known): string[] {
	const type = nodeTypes.find(
		({ name, version }) => name === node.type && [version].flat().includes(node.typeVersion),
	);
	if (!type) return [`there is no ${node.type} of version ${String(node.typeVersion)}`];

	const newest = Math.max(
		...nodeTypes.filter(({ name }) => name === node.type).flatMap(({ version }) => version),
	);
	const issues = node.typeVersion < newest ? [`version ${String(newest)} is newer`] : [];

	const parameters =
		NodeHelpers.getNodeParameters(type.properties, node.parameters, true, false, node, type) ?? {};
	const filled = { ...node, parameters };
	const wrong = NodeHelpers.getNodeParametersIssues(type.properties, filled, type)?.parameters;
	issues.push(...Object.values(wrong ?? {}).flat());

	issues.push(
		...Object.keys(node.parameters)
			.filter((name) => !Object.hasOwn(parameters, name))
			.map((name) => `n8n knows no parameter "${name}" here`),
	);

	issues.push(
		...(type.credentials ?? [])
			.filter((needed) => NodeHelpers.displayParameter(parameters, needed, node, type))
			.filter(
				({ name }) =>
					!credentials.some(
						({ id, type: of }) => of === name && id === node.credentials?.[name]?.id,
					),
			)
			.map(({ name }) => `the credential ${name} is missing`),
	);
	return issues;
}
