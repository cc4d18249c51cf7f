import { Container, type Constructable } from '@n8n/di';

interface Manager {
	onShutdown(): void;
}

/**
 * Ends what n8n's engine keeps running until its process is told to stop. The engine of n8n 1.x looks every minute for
 * SSH connections to close, and would hold up the end of the tests until then and longer.
 */
export function shutDownEngine(): void {
	const { SSHClientsManager } = engineRequire('./execution-engine/ssh-clients-manager.js') as {
		SSHClientsManager: Constructable<Manager>;
	};
	if (Container.has(SSHClientsManager)) Container.get(SSHClientsManager).onShutdown();
	// The next file of tests in this process gets services and settings of its own.
	Container.reset();
}
