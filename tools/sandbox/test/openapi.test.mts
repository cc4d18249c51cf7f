import express from 'express';
import { middleware } from 'express-openapi-validator';
import { startSandbox } from '../index.mts';
import { close, listen, portOf } from '../listen.mts';
import { openApiPath } from '../openapi.mts';
import { send } from './client.mts';

it('is a valid OpenAPI 3.1 document', async () => {
	const app = express();
	app.use(middleware({ apiSpec: openApiPath(), validateApiSpec: true }));
	app.use('/api/v1/media', (_req, res) => {
		res.sendStatus(204);
	});
	const server = await listen(app, 0);
	// An invalid document makes the validator fail every request.
	const reply = await fetch(`http://127.0.0.1:${portOf(server)}/api/v1/media`, {
		headers: { authorization: 'Bearer x' },
	});
	await close(server);
	expect(reply.status).toBe(204);
});

it('says where it looked when the document is not there', () => {
	const { argv } = process;
	const here = process.cwd();
	try {
		process.argv = ['node'];
		process.chdir('/');
		expect(() => openApiPath()).toThrow('is not at or above /');
	} finally {
		process.argv = argv;
		process.chdir(here);
	}
});

it('holds the sandbox to it: an answer that breaks it becomes a 500', async () => {
	const sandbox = await startSandbox();
	sandbox.addAccount({ tiktokAccountId: 'no UUID' });
	const reply = await send(sandbox, 'GET', '/tiktok/accounts');
	await sandbox.stop();
	expect(reply.status).toBe(500);
	expect(reply.json.error.message).toContain('The sandbox is at fault');
	expect(reply.json.error.message).toContain('tiktokAccountId');
});
