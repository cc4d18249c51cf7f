import type { RequestHandler } from 'express';

/**
 * Refuses requests to another host name, and requests from another site's pages. The page and the control routes need no
 * key, so without this any website the user visits could reach them (DNS rebinding, cross-site requests).
 */
export const requireOwnOrigin: RequestHandler = (req, res, next) => {
	const { host, origin } = req.headers;
	const ownHosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${req.socket.localPort}`);
	const isOwn =
		ownHosts.includes(host ?? '') &&
		(origin === undefined || ownHosts.some((own) => origin === `http://${own}`));
	if (isOwn) next();
	else res.status(403).json({ error: { message: 'Only for the pages of the sandbox itself.' } });
};
