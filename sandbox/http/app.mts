import express, { type Express } from 'express';
import type { World } from '../world.mts';
import { apiRoutes } from './api.mts';
import { arrival } from './arrival.mts';
import { BASE_PATH } from './context.mts';
import { controlRoutes } from './control.mts';
import { problemHandler } from './errors.mts';
import { pageRoutes } from './pages.mts';
import { validation } from './validation.mts';

/** The whole application: the pages, the control routes and the API as the document at `openApiPath` describes it. */
export function sandboxApp(world: World, openApiPath: string): Express {
	const app = express();
	app.disable('x-powered-by').disable('etag');
	app.use(pageRoutes(world));
	app.use('/sandbox', controlRoutes(world));
	app.use(BASE_PATH, arrival(world));
	app.use(BASE_PATH, ...validation(openApiPath));
	app.use(BASE_PATH, apiRoutes());
	app.use(BASE_PATH, problemHandler);
	return app;
}
