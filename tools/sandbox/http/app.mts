import express, { type Express, Router } from 'express';
import { cancelScheduled, getJob, listScheduled } from '../endpoints/jobs.mts';
import { getMedia, listAccounts, listMedia } from '../endpoints/library.mts';
import { publishCarousel, publishVideo } from '../endpoints/publish.mts';
import { uploadMedia } from '../endpoints/upload.mts';
import { BASE_PATH } from '../openapi.mts';
import { renderPage } from '../page.mts';
import type { World } from '../world.mts';
import { arrival } from './arrival.mts';
import { controlRoutes } from './control.mts';
import { requireOwnOrigin } from './ownOrigin.mts';
import { problemHandler } from './problems.mts';
import { serve } from './serve.mts';
import { validation } from './validation.mts';

/** The routes below the base path, as in openapi.yaml. */
function apiRoutes(): Router {
	return Router()
		.post('/publish/tiktok', serve(publishVideo))
		.post('/publish/tiktok/carousel', serve(publishCarousel))
		.get('/publish/scheduled', serve(listScheduled))
		.delete('/publish/scheduled/:outputJobId', serve(cancelScheduled))
		.get('/jobs/publish/:outputJobId', serve(getJob))
		.get('/tiktok/accounts', serve(listAccounts))
		.post('/media/upload', serve(uploadMedia))
		.get('/media', serve(listMedia))
		.get('/media/:mediaId', serve(getMedia));
}

/** The application: the page, the files, the control routes and the API. */
export function sandboxApp(world: World): Express {
	const app = express();
	app.disable('x-powered-by').disable('etag');
	app.get('/', requireOwnOrigin, (req, res) => {
		res.send(renderPage(world.posts, `http://${req.headers.host ?? ''}/files/video.mp4`));
	});
	app.get(['/files/:name', '/files/:how/:name'], world.fileHost.handler);
	app.use('/sandbox', requireOwnOrigin, controlRoutes(world));
	app.use(BASE_PATH, arrival(world), ...validation(), apiRoutes(), problemHandler);
	return app;
}
