import express, { type ErrorRequestHandler, Router } from 'express';
import type { FaultSpec } from '../faults/fault.mts';
import { type EndStatus, type Failure, showJob } from '../jobs.mts';
import type { Media } from '../media.mts';
import type { SandboxSettings } from '../settings.mts';
import type { World } from '../world.mts';

/** The routes below `/sandbox` that control the sandbox. They are not part of the API, need no key and trust their input. */
export function controlRoutes(world: World): Router {
	return Router()
		.use(express.json({ limit: '20mb' }))
		.get('/posts', (_req, res) => {
			res.json({ posts: world.posts });
		})
		.get('/requests', (_req, res) => {
			res.json({ requests: world.requests });
		})
		.post('/media', (req, res) => {
			res.status(201).json(world.addMedia(req.body as Partial<Media>));
		})
		.post('/jobs/:outputJobId/end', (req, res) => {
			const { status, errorMessage, errorCode } = req.body as { status: EndStatus } & Failure;
			const job = world.endJob(req.params.outputJobId, status, errorMessage, errorCode);
			res.json(showJob(job, world.clock.steady()));
		})
		.patch('/settings', (req, res) => {
			res.json(Object.assign(world.settings, req.body as Partial<SandboxSettings>));
		})
		.post('/faults', (req, res) => {
			world.faults.add(req.body as FaultSpec);
			res.sendStatus(204);
		})
		.delete('/faults', (_req, res) => {
			world.faults.clear();
			res.sendStatus(204);
		})
		.post('/clock', (req, res) => {
			const { skewMs, advanceMs } = req.body as { skewMs?: number; advanceMs?: number };
			if (skewMs !== undefined) world.clock.skew(skewMs);
			if (advanceMs !== undefined) world.clock.advance(advanceMs);
			res.json({ now: new Date(world.clock.now()).toISOString(), skewMs: world.clock.skewMs });
		})
		.post('/reset', (_req, res) => {
			world.reset();
			res.sendStatus(204);
		})
		.use(((error: Error, _req, res, next) => {
			if (res.headersSent) next(error);
			else res.status(400).json({ error: { message: error.message } });
		}) satisfies ErrorRequestHandler);
}
