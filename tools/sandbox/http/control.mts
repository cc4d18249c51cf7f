import express, { type ErrorRequestHandler, Router } from 'express';
import { type EndStatus, showJob } from '../jobs.mts';
import type { World } from '../world.mts';

/** The routes below `/sandbox`, for the buttons of the page. They are not part of the API, need no key and trust their input. */
export function controlRoutes(world: World): Router {
	return Router()
		.use(express.json())
		.post('/media', (_req, res) => {
			res.status(201).json(world.addMedia());
		})
		.post('/jobs/:outputJobId/end', (req, res) => {
			const { status } = req.body as { status: EndStatus };
			const job = world.endJob(req.params.outputJobId, status);
			res.json(showJob(job, world.clock.steady()));
		})
		.use(((error: Error, _req, res, next) => {
			if (res.headersSent) next(error);
			else res.status(400).json({ error: { message: error.message } });
		}) satisfies ErrorRequestHandler);
}
