import { Router } from 'express';
import { renderPage } from '../page/page.mts';
import { PAGE_POLICY } from '../page/policy.mts';
import { renderNoPost, renderPostPage } from '../page/postPage.mts';
import type { World } from '../world.mts';

/** The pages for people. They need no key. */
export function pageRoutes(world: World): Router {
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
