import path from 'node:path';

import type { Constructable } from '@n8n/di';

import { Container } from './container.mts';

interface Manager {
	onShutdown(): void;
}

/**
 * Ends what n8n's engine keeps running until its process is told to stop. The engine of n8n 1.x looks every minute for
 * SSH connections to close, and would hold up the end of the tests until then and longer.
 */
export function shutDownEngine(): void {
	const engine = path.dirname(require.resolve('n8n-core'));
	const { SSHClientsManager } = jest.requireActual<{ SSHClientsManager: Constructable<Manager> }>(
		path.join(engine, 'execution-engine/ssh-clients-manager.js'),
	);
	if (Container.has(SSHClientsManager)) Container.get(SSHClientsManager).onShutdown();
}
