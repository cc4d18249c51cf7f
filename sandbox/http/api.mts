import { Router } from 'express';
import { listAccounts } from '../endpoints/accounts.mts';
import { getJob } from '../endpoints/job.mts';
import { getMedia, listMedia } from '../endpoints/media.mts';
import { publishCarousel } from '../endpoints/publishCarousel.mts';
import { publishVideo } from '../endpoints/publishVideo.mts';
import { cancelScheduled, listScheduled } from '../endpoints/schedule.mts';
import { uploadMedia } from '../endpoints/upload.mts';
import { serve } from './serve.mts';

/** The routes below the base path, as openapi.yaml names them. */
export function apiRoutes(): Router {
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
