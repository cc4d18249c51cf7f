import { makeOwner } from '../../../host/n8n/editor.mts';
import { installN8n } from '../../../host/install/installN8n.mts';
import { sandboxCredential } from '../../../host/n8n/launch.mts';
import { startSandbox } from '../../../sandbox/index.mts';
import { signIn } from '../examples/n8nUser.mts';
import { startCluster } from '../queue/cluster.mts';
import { startPostgres } from '../queue/postgres.mts';
import { startRedis } from '../queue/redis.mts';
import { SHORT_LOCKS } from '../queue/stage.mts';
import { packed } from '../support/packed.mts';
import { say } from '../support/say.mts';
import { AT_ONCE, forgetCrash, type Ground } from './ground.mts';
import { calendarWorkflows } from './workflows.mts';

/** n8n in queue mode: PostgreSQL, Redis, a main process and two workers. */
export async function twoWorkers(atEnd: (end: () => Promise<void>) => void): Promise<Ground> {
	const install = await installN8n({ log: say });
	const sandbox = await startSandbox({ queuedMs: 100, runMs: 300 });
	atEnd(() => sandbox.stop());
	const postgres = await startPostgres(atEnd);
	const redis = await startRedis(atEnd);
	const settings = {
		install,
		pack: packed(),
		env: SHORT_LOCKS,
		postgres,
		redis,
		credentials: [sandboxCredential(sandbox)],
		workflows: await calendarWorkflows(AT_ONCE),
	};
	const cluster = await startCluster(settings, atEnd);
	const owner = await makeOwner(cluster.url);
	const user = await signIn({ url: cluster.url, ...owner }, install);
	let [main] = cluster.members;
	const workers = await Promise.all([cluster.startWorker(), cluster.startWorker()]);
	const crashOf = (index: number) => async () => {
		await workers[index]?.kill();
		workers[index] = await cluster.startWorker();
	};
	return {
		sandbox,
		url: () => cluster.url,
		user: () => user,
		crashes: {
			'the main process': async () => {
				await main?.kill();
				await forgetCrash(cluster.mainFolder);
				main = await cluster.startMain();
			},
			'the first worker': crashOf(0),
			'the second worker': crashOf(1),
		},
	};
}
