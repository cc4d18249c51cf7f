import express, { type Express, Router } from 'express';
import type { World } from '../world.mts';
import { arrival, BASE_PATH } from './context.mts';
import { controlRoutes } from './control.mts';
import { problemHandler } from './errors.mts';
import { validation } from './validation.mts';
import { getMedia, listAccounts, listMedia } from '../endpoints/library.mts';
import { getJob, cancelScheduled, listScheduled } from '../endpoints/jobs.mts';
import { publishCarousel, publishVideo } from '../endpoints/publish.mts';
import { uploadMedia } from '../endpoints/upload.mts';
import { serve } from './serve.mts';
import { renderPage } from '../page/page.mts';
import { PAGE_POLICY } from '../page/script.mts';
import { renderNoPost, renderPostPage } from '../page/postPage.mts';

/** The routes below the base path, as openapi.yaml names them. */
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

/** The pages for people. They need no key. */
function pageRoutes(world: World): Router {
	return Router()
		.get(['/', '/posts/:number'], (_req, res, next) => {
			res.set('Content-Security-Policy', PAGE_POLICY);
			next();
		})
		.get('/', (_req, res) => {
			res.send(renderPage(world.posts));
		})
		.get('/posts/:number', (req, res) => {
			const { number } = req.params;
			const post = world.posts.find((one) => String(one.number) === number);
			if (post) res.send(renderPostPage(post, world.media));
			else res.status(404).send(renderNoPost(number));
		});
}

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
