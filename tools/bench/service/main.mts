// The servers, in a process of their own, so that they take neither time nor memory from the engine that is measured. It
// prints where they are.
import { startSandbox } from '../../sandbox/index.mts';
import { listen, portOf } from '../../sandbox/listen.mts';
import type { Addresses } from './start.mts';
import { serviceListener } from './server.mts';

const server = await listen(serviceListener(), 0);
const { baseUrl, pageUrl } = await startSandbox();
const addresses: Addresses = {
	url: `http://127.0.0.1:${String(portOf(server))}`,
	sandbox: { baseUrl, pageUrl },
};
console.log(JSON.stringify(addresses));
