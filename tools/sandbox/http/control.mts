import express, { Router, type ErrorRequestHandler } from 'express';
import { renderPosts } from '../page/page.mts';
import { endJob, ENDS, isEnd, showJob } from '../jobs.mts';
import type { FaultSpec } from '../faults/fault.mts';
import { parseMedia } from '../media.mts';
import { parseSettings } from '../settings.mts';
import type { World } from '../world.mts';

/** The routes that steer the sandbox, below `/sandbox`. They are no part of the API and need no key. */
export function controlRoutes(world: World): Router {
	return Router()
		.use(express.json({ limit: '20mb' }))
		.get('/posts', (req, res) => {
			// The page asks for HTML, so that one piece of code draws and escapes the posts.
			if (req.accepts(['json', 'html']) === 'html') res.send(renderPosts(world.posts));
			else res.json({ posts: world.posts });
		})
		.get('/media', (_req, res) => {
			res.json({ media: [...world.media.values()] });
		})
		.post('/media', (req, res) => {
			res.status(201).json(world.addMedia(parseMedia(req.body)));
		})
		.delete('/media/:mediaId', (req, res) => {
			res.json(world.removeMedia(req.params.mediaId));
		})
		.post('/jobs/:outputJobId/end', (req, res) => {
			res.json(endNow(world, req.params.outputJobId, req.body));
		})
		.delete('/jobs/:outputJobId', (req, res) => {
			world.forgetJob(req.params.outputJobId);
			res.sendStatus(204);
		})
		.get('/requests', (_req, res) => {
			res.json({ requests: world.log.requests });
		})
		.get('/tally', (_req, res) => {
			res.json(world.limiter.tally);
		})
		.get('/settings', (_req, res) => {
			res.json(world.settings);
		})
		.patch('/settings', (req, res) => {
			res.json(Object.assign(world.settings, parseSettings(req.body)));
		})
		.get('/faults', (_req, res) => {
			res.json({ faults: world.faults.all });
		})
		.post('/faults', (req, res) => {
			res.status(201).json(world.faults.add(req.body as FaultSpec));
		})
		.delete('/faults', (_req, res) => {
			world.faults.clear();
			res.sendStatus(204);
		})
		.post('/clock', (req, res) => {
			res.json(moveClock(world, req.body));
		})
		.post('/reset', (_req, res) => {
			world.reset();
			res.sendStatus(204);
		})
		.use(((error: Error, _req, res, next) => {
			if (res.headersSent) return next(error);
			res.status(400).json({ error: { message: error.message } });
		}) satisfies ErrorRequestHandler);
}

/** `{ status, errorMessage }` ends a job; answers what a look at it shows from now on. */
function endNow(world: World, outputJobId: string, input: unknown): Record<string, unknown> {
	const { status, errorMessage } = (input ?? {}) as { status?: unknown; errorMessage?: unknown };
	if (!isEnd(status)) throw new TypeError(`status is one of ${ENDS.join(', ')}`);
	if (errorMessage !== undefined && typeof errorMessage !== 'string') {
		throw new TypeError('errorMessage is a text');
	}
	return showJob(endJob(world, outputJobId, status, errorMessage), world.clock.steady());
}

/** `{ skewMs }` sets the server's clock off, `{ advanceMs }` leaps ahead; answers where it stands. */
function moveClock({ clock }: World, input: unknown): { now: string; skewMs: number } {
	const { skewMs, advanceMs } = (input ?? {}) as { skewMs?: number; advanceMs?: number };
	if (skewMs !== undefined) clock.skew(skewMs);
	if (advanceMs !== undefined) clock.advance(advanceMs);
	return { now: new Date(clock.now()).toISOString(), skewMs: clock.skewMs };
}
